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
 * @param seed what its random choices started from; 0 when it makes none
 * @param data name of the data set that calibrated it; empty without one
 * @param dataDigest SHA-256 of that data; empty when it is not known
 * @param input the {@code --input} adaptation, which is part of the graph; empty without one
 * @param tool version of Cinch that wrote it
 * @param metrics further figures by name, finite
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
    String tool,
    SortedMap<String, Double> metrics) {

  public Provenance {
    knobs = Collections.unmodifiableSortedMap(new TreeMap<>(knobs));
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    if (sourceBytes < 0 || !metrics.values().stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("provenance with " + sourceBytes + " B, " + metrics);
    }
  }

  /** Without a seed, a digest of the data and metrics; knobs in any order. */
  public static Provenance of(
      String source,
      String sourceDigest,
      long sourceBytes,
      String recipe,
      Map<String, String> knobs,
      String data,
      String input,
      String tool) {
    SortedMap<String, String> sorted = new TreeMap<>(knobs);
    return new Provenance(
        source,
        sourceDigest,
        sourceBytes,
        recipe,
        sorted,
        0,
        data,
        "",
        input,
        tool,
        new TreeMap<>());
  }

  /** The same with a seed. */
  public Provenance withSeed(long other) {
    return new Provenance(
        source,
        sourceDigest,
        sourceBytes,
        recipe,
        knobs,
        other,
        data,
        dataDigest,
        input,
        tool,
        metrics);
  }

  /** The same with the SHA-256 of the data. */
  public Provenance withDataDigest(String other) {
    return new Provenance(
        source, sourceDigest, sourceBytes, recipe, knobs, seed, data, other, input, tool, metrics);
  }

  /** The same with other metrics. */
  public Provenance withMetrics(Map<String, Double> others) {
    return new Provenance(
        source,
        sourceDigest,
        sourceBytes,
        recipe,
        knobs,
        seed,
        data,
        dataDigest,
        input,
        tool,
        new TreeMap<>(others));
  }
}
