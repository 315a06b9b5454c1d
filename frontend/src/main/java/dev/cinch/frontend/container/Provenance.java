// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a compressed model comes from.
 *
 * @param source file name of the source model
 * @param sourceDigest SHA-256 of that file, in hexadecimal
 * @param sourceBytes bytes of the source model's initializers at their own type
 * @param recipe name of the recipe
 * @param knobs how the recipe's knobs stood
 * @param seed what its random choices started from; 0 when it makes none
 * @param data name of the data set that calibrated it; empty without one
 * @param dataDigest SHA-256 of its training examples; empty without one
 * @param input the {@code --input} adaptation, which is part of the graph; empty without one
 * @param tool version of Cinch that wrote it
 */
public record Provenance(
    String source,
    String sourceDigest,
    long sourceBytes,
    String recipe,
    SortedMap<String, String> knobs,
    long seed,
    String data,
    String dataDigest,
    String input,
    String tool) {

  public Provenance {
    knobs = Collections.unmodifiableSortedMap(new TreeMap<>(knobs));
    if (sourceBytes < 0) {
      throw new IllegalArgumentException("a source of " + sourceBytes + " B");
    }
  }
}
