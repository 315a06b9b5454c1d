// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a {@code .cinch} file takes, in bytes that were written.
 *
 * @param file the whole file
 * @param weights the stream of each constant, by the constant's name
 */
public record Sizes(long file, SortedMap<String, Long> weights) {

  public Sizes {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /** All streams together: every number that decoding uses. */
  public long weightBytes() {
    return weights.values().stream().mapToLong(Long::longValue).sum();
  }
}
