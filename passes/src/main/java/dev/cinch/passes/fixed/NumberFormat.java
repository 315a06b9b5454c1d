// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.number.Fixed;

/**
 * The format that a tensor was given.
 *
 * @param name the node in the floating-point graph
 * @param role what it is to the network
 * @param format the format
 * @param least the smallest number seen
 * @param greatest the largest number seen
 * @param numbers how many numbers were seen
 * @param overflows how many of them the format cannot hold, so that they saturate
 */
public record NumberFormat(
    String name,
    Role role,
    Fixed format,
    double least,
    double greatest,
    long numbers,
    long overflows) {

  /** What a tensor is to the network. */
  public enum Role {
    /** What the host hands to the device. */
    INPUT,
    /** What passes between layers. */
    ACTIVATION,
    /** What the device hands back. */
    OUTPUT,
    /** A constant factor. */
    WEIGHT,
    /** A constant addend. */
    BIAS
  }

  /** overflows / numbers. */
  public double overflowRate() {
    return numbers == 0 ? 0 : (double) overflows / numbers;
  }
}
