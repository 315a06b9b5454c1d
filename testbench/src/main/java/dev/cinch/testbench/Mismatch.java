// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.ir.Position;

/**
 * Two integers that should be the same.
 *
 * @param at where: {@code sum} for the bare sums of a layer, {@code output} for what leaves it
 * @param expected what the Java reference computed
 * @param got what the C++ computed
 */
public record Mismatch(Position at, long expected, long got) {

  /** One line for people. */
  @Override
  public String toString() {
    return "%s: reference %d, C++ %d".formatted(at, expected, got);
  }
}
