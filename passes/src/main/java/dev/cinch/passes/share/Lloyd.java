// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lloyd's iterations on a line: each point goes to the nearest centroid, of two that are equally
 * near to the lower one, and each centroid to the mean of its points; one without points stays.
 */
final class Lloyd {

  /** Far more than it takes until nothing changes. */
  private static final int MOST = 100_000;

  private Lloyd() {}

  /**
   * The clusters that iterations end with which start from evenly spaced centroids.
   *
   * @param points at least one
   * @param clusters how many centroids
   * @return where the clusters start that have points, ascending
   */
  static int[] linear(Points points, int clusters) {
    double least = points.values()[0];
    double range = points.values()[points.size() - 1] - least;
    double[] centroids = new double[clusters];
    for (int k = 0; k < clusters; k++) {
      centroids[k] = clusters == 1 ? least : least + range * k / (clusters - 1);
    }
    Scatter scatter = new Scatter(points);
    int[] starts = starts(points, centroids);
    for (int step = 0; step < MOST; step++) {
      for (int k = 0; k < clusters; k++) {
        int end = k + 1 < clusters ? starts[k + 1] : points.size();
        if (end > starts[k]) {
          centroids[k] = scatter.mean(starts[k], end);
        }
      }
      int[] next = starts(points, centroids);
      if (Arrays.equals(next, starts)) {
        break;
      }
      starts = next;
    }
    int[] all = starts;
    return IntStream.range(0, clusters)
        .filter(k -> all[k] < (k + 1 < clusters ? all[k + 1] : points.size()))
        .map(k -> all[k])
        .toArray();
  }

  private static int[] starts(Points points, double[] centroids) {
    int[] starts = new int[centroids.length];
    for (int k = 1; k < centroids.length; k++) {
      double lower = centroids[k - 1];
      double upper = centroids[k];
      starts[k] = points.first(value -> value - lower > upper - value);
      starts[k] = Math.max(starts[k], starts[k - 1]);
    }
    return starts;
  }
}
