// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import java.util.Collections;
import java.util.Map;
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
 * @param data name of the data set that calibrated it; empty without one
 * @param input the {@code --input} adaptation, which is part of the graph; empty without one
 * @param tool version of Cinch that wrote it
 */
public record Provenance(
    String source,
    String sourceDigest,
    long sourceBytes,
    String recipe,
    SortedMap<String, String> knobs,
    String data,
    String input,
    String tool) {

  public Provenance {
    knobs = Collections.unmodifiableSortedMap(new TreeMap<>(knobs));
  }

  /** With knobs in any order. */
  public static Provenance of(
      String source,
      String sourceDigest,
      long sourceBytes,
      String recipe,
      Map<String, String> knobs,
      String data,
      String input,
      String tool) {
    return new Provenance(
        source, sourceDigest, sourceBytes, recipe, new TreeMap<>(knobs), data, input, tool);
  }
}
