// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;

/**
 * Exact k-means of numbers on a line: the clusters with the least sum of squared distances. In one
 * dimension clusters are runs of the sorted numbers, so that dynamic programming over where the
 * runs start finds the best; the best start moves only to the right, so that each row takes n log n
 * steps by divide and conquer (Wang, Song, The R Journal 3/2, 2011; Grønlund et al.,
 * arXiv:1701.07204).
 */
final class KMeans {

  private final double[] values;
  private final double[] weights;
  private final double[] sums;
  private final double[] squares;
  private double[] cost;
  private double[] next;

  private KMeans(Distinct points) {
    int n = points.size();
    this.values = points.values();
    this.weights = new double[n + 1];
    this.sums = new double[n + 1];
    this.squares = new double[n + 1];
    // Sums of squares lose fewer digits around the middle.
    double middle = values[n / 2];
    for (int i = 0; i < n; i++) {
      double count = points.counts()[i];
      double value = values[i] - middle;
      weights[i + 1] = weights[i] + count;
      sums[i + 1] = sums[i] + count * value;
      squares[i + 1] = squares[i] + count * value * value;
    }
    this.cost = new double[n + 1];
    this.next = new double[n + 1];
  }

  /** How many choices the search keeps: what it needs in memory, in ints. */
  static long choices(int points, int clusters) {
    return (long) points * clusters;
  }

  /**
   * The clusters.
   *
   * @param points at least as many different numbers as clusters
   * @param clusters how many, at least 1
   * @return where each cluster starts among the points, ascending; the first is 0
   */
  static int[] starts(Distinct points, int clusters) {
    return new KMeans(points).search(clusters);
  }

  private int[] search(int clusters) {
    int n = values.length;
    int[][] starts = new int[clusters][];
    for (int end = 0; end <= n; end++) {
      cost[end] = distance(0, end);
    }
    for (int k = 1; k < clusters; k++) {
      starts[k] = new int[n + 1];
      Arrays.fill(next, Double.POSITIVE_INFINITY);
      row(starts[k], k + 1, n, k, n - 1);
      double[] swap = cost;
      cost = next;
      next = swap;
    }
    int[] result = new int[clusters];
    int end = n;
    for (int k = clusters - 1; k > 0; k--) {
      result[k] = starts[k][end];
      end = result[k];
    }
    return result;
  }

  /** Best last starts for every end from first to last, all between least and most. */
  private void row(int[] starts, int first, int last, int least, int most) {
    if (first > last) {
      return;
    }
    int end = (first + last) >>> 1;
    int best = least;
    for (int start = least; start <= Math.min(most, end - 1); start++) {
      double total = cost[start] + distance(start, end);
      if (total < next[end]) {
        next[end] = total;
        best = start;
      }
    }
    starts[end] = best;
    row(starts, first, end - 1, least, best);
    row(starts, end + 1, last, best, most);
  }

  /** Sum of squared distances of points from start to end (exclusive) to their mean. */
  private double distance(int start, int end) {
    double weight = weights[end] - weights[start];
    double sum = sums[end] - sums[start];
    return weight == 0 ? 0 : Math.max(0, squares[end] - squares[start] - sum * (sum / weight));
  }
}
