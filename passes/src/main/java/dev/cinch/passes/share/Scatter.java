// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

/**
 * Weighted sums of squared distances of runs of points to their means, each in a few steps from
 * sums over all points in front.
 */
final class Scatter {

  private static final int FIELDS = 3;

  private final int size;
  private final double middle;
  // Weight, sum and sum of squares of the points in front of each, side by side.
  private final double[] sums;

  Scatter(Points points) {
    this.size = points.size();
    this.sums = new double[FIELDS * (size + 1)];
    // Sums of squares lose fewer digits around the middle.
    this.middle = points.values()[size / 2];
    for (int i = 0; i < size; i++) {
      double weight = points.weights()[i];
      double value = points.values()[i] - middle;
      int at = FIELDS * i;
      sums[at + FIELDS] = sums[at] + weight;
      sums[at + FIELDS + 1] = sums[at + 1] + weight * value;
      sums[at + FIELDS + 2] = sums[at + 2] + weight * value * value;
    }
  }

  /** How many points there are. */
  int size() {
    return size;
  }

  /** The sum over the points from start to end (exclusive), which is behind start. */
  double of(int start, int end) {
    int from = FIELDS * start;
    int to = FIELDS * end;
    double sum = sums[to + 1] - sums[from + 1];
    return Math.max(0, sums[to + 2] - sums[from + 2] - sum * (sum / (sums[to] - sums[from])));
  }

  /** The weight of the points from start to end (exclusive). */
  double weight(int start, int end) {
    return sums[FIELDS * end] - sums[FIELDS * start];
  }

  /** The mean of the points from start to end (exclusive), which is behind start. */
  double mean(int start, int end) {
    return middle + (sums[FIELDS * end + 1] - sums[FIELDS * start + 1]) / weight(start, end);
  }

  /** The sum over runs. */
  double of(int[] starts) {
    double total = 0;
    for (int k = 0; k < starts.length; k++) {
      total += of(starts[k], k + 1 < starts.length ? starts[k + 1] : size);
    }
    return total;
  }
}
