// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

/**
 * A weight some of whose numbers are zero now.
 *
 * @param name name of the constant
 * @param numbers how many numbers the weight has
 * @param kept how many of them the density keeps
 */
public record PrunedWeight(String name, long numbers, long kept) {

  /** Kept / all. */
  public double density() {
    return numbers == 0 ? 1 : (double) kept / numbers;
  }
}
