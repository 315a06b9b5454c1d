// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

/**
 * Bins of equal width over numbers that are too many to be told apart.
 *
 * <p>What clustering the means m of the bins costs beyond the best for the numbers x is bounded.
 * The best centroids for the numbers, taken for the means, give a bin the centroid that is nearest
 * to its mean. That changes the squared distance only of numbers between which and the mean a limit
 * t of two cells lies, by 2 (c' - c) |x - t|; and since m is beyond t, those numbers have sum |x -
 * t| of at most half of A = sum |x - m| over the bin. So the change is at most A (c' - c) for each
 * limit, and the gaps c' - c of all limits together are no wider than the range of the numbers:
 * that range times the largest A, which is at most the root of weight times scatter, is the slack.
 */
final class Bins {

  private static final int PIECE = 1 << 16;

  private final double[] weights;
  private final double[] sums;
  private final double[] squares;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  private Bins(int count) {
    this.weights = new double[count];
    this.sums = new double[count];
    this.squares = new double[count];
  }

  /** The bins of numbers that are not all the same; those without weight are left out. */
  static Points of(Numbers numbers, int count) {
    Bins bins = new Bins(count);
    bins.fill(numbers);
    return bins.points();
  }

  private void fill(Numbers numbers) {
    double[] values = new double[PIECE];
    double[] heavy = new double[PIECE];
    for (int from = 0; from < numbers.size(); from += PIECE) {
      int n = numbers.values(from, values);
      for (int i = 0; i < n; i++) {
        least = Math.min(least, values[i]);
        greatest = Math.max(greatest, values[i]);
      }
    }
    double perWidth = sums.length / (greatest - least);
    for (int from = 0; from < numbers.size(); from += PIECE) {
      int n = numbers.values(from, values);
      numbers.weights(from, heavy);
      for (int i = 0; i < n; i++) {
        int bin = Math.min((int) ((values[i] - least) * perWidth), sums.length - 1);
        double offset = values[i] - middle(bin);
        weights[bin] += heavy[i];
        sums[bin] += heavy[i] * offset;
        squares[bin] += heavy[i] * offset * offset;
      }
    }
  }

  /** About the middle of a bin, around which sums lose no digits. */
  private double middle(int bin) {
    return least + (bin + 0.5) * ((greatest - least) / sums.length);
  }

  private Points points() {
    double[] means = new double[sums.length];
    double within = 0;
    double spread = 0;
    for (int bin = 0; bin < means.length; bin++) {
      double mean = sums[bin] / weights[bin];
      double scatter = weights[bin] > 0 ? Math.max(0, squares[bin] - sums[bin] * mean) : 0;
      means[bin] = middle(bin) + (weights[bin] > 0 ? mean : 0);
      within += scatter;
      spread = Math.max(spread, Math.sqrt(weights[bin] * scatter));
    }
    double slack = Math.max(spread * (greatest - least), Double.MIN_VALUE);
    return new Points(means, weights, within, slack).heavy();
  }
}
