// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.stream.IntStream;

/**
 * The iterations of {@link Clustering.EntropyConstrained}: centroids and bits for the codes that
 * numbers have, then codes for the numbers. Neither makes squared distance and price of the bits
 * together larger.
 */
final class EntropyDescent {

  private static final double LN2 = StrictMath.log(2);

  /** A gain of this share of the cost is none. */
  private static final double NOTHING = 1e-9;

  private static final int MOST = 1000;

  private final CodeSums.Source source;
  private final Clustering.EntropyConstrained method;
  private final double total;
  private Codes codes;
  private CodeSums sums;

  /**
   * Starts.
   *
   * @param size how many numbers the source has, at least one
   * @param centroids at first, ascending
   */
  EntropyDescent(
      CodeSums.Source source, Clustering.EntropyConstrained method, long size, double[] centroids) {
    this.source = source;
    this.method = method;
    this.total = size + (double) method.zeros().orElse(0);
    this.codes = Codes.nearest(centroids);
    this.sums = source.of(codes);
    step();
  }

  /** Steps until nothing is gained. */
  void run() {
    double gain = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST && gain > NOTHING * cost(); step++) {
      double before = cost();
      step();
      gain = before - cost();
    }
    codes = codes.only(used());
  }

  /** New centroids and bits for the codes, then new codes for the numbers. */
  void step() {
    int[] used = used();
    double[] centroids = new double[used.length];
    double[] charges = new double[used.length];
    for (int k = 0; k < used.length; k++) {
      double now = codes.centroid(used[k]);
      centroids[k] = isZero(used[k]) ? 0 : sums.mean(used[k], now);
      charges[k] = method.price() * (-StrictMath.log(count(used[k]) / total) / LN2);
    }
    codes = Codes.charged(centroids, charges);
    sums = source.of(codes);
  }

  private int[] used() {
    return IntStream.range(0, codes.size()).filter(k -> count(k) > 0).toArray();
  }

  private boolean isZero(int code) {
    return method.zeros().isPresent() && codes.centroid(code) == 0;
  }

  private double count(int code) {
    return sums.count(code) + (isZero(code) ? method.zeros().orElse(0) : 0);
  }

  /** Squared distance, and price times bits. */
  double cost() {
    double cost = sums.distance();
    for (int code = 0; code < codes.size(); code++) {
      // A code that no number has may cost anything.
      cost += count(code) > 0 ? count(code) * codes.charge(code) : 0;
    }
    return cost;
  }

  /** The codes as they are. */
  Codes codes() {
    return codes;
  }
}
