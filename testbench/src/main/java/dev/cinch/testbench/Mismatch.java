// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

/**
 * Two integers that should be the same.
 *
 * @param layer the layer's name
 * @param what {@code sum} for the bare sums of a layer, {@code output} for what leaves it
 * @param sample the sample, from 0
 * @param channel channel of the number
 * @param row row of the number; 0 in a vector
 * @param column column of the number; 0 in a vector
 * @param expected what the Java reference computed
 * @param got what the C++ computed
 */
public record Mismatch(
    String layer,
    String what,
    long sample,
    int channel,
    int row,
    int column,
    long expected,
    long got) {

  /** One line for people. */
  @Override
  public String toString() {
    return "layer %s, %s of sample %d at channel %d, row %d, column %d: reference %d, C++ %d"
        .formatted(layer, what, sample, channel, row, column, expected, got);
  }
}
