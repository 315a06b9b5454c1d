// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

/**
 * Run-length coded activations as Eyeriss stores them in DRAM (Chen et al., JSSC 2017, section
 * IV-B): pairs of a run of zeros and the number that ends it, packed into words with a bit that
 * marks the last. A longer run costs a pair whose number is zero.
 *
 * @param runBits width of a run
 * @param levelBits width of a number
 * @param pairs of a word
 * @param wordBits width of a word
 */
public record RunLength(int runBits, int levelBits, int pairs, int wordBits) {

  /** That of the chip: three pairs of 5 and 16 bits, and one bit, in 64. */
  public static final RunLength EYERISS = new RunLength(5, 16, 3, 64);

  /**
   * Bits of coded activations by bits of plain ones, where zeros are independent of each other. A
   * pair ends a run of at most {@code 2^runBits - 1} zeros, so that there are {@code (1 - z) / (1 -
   * z^(2^runBits))} of them for each activation.
   *
   * @param density share of activations that are not zero, 0 to 1
   */
  public double ratio(double density) {
    double zeros = 1 - density;
    double longest = 1 << runBits;
    double pairsEach =
        density * longest < 1e-9 ? 1 / longest : density / (1 - StrictMath.pow(zeros, longest));
    return pairsEach * wordBits / pairs / levelBits;
  }
}
