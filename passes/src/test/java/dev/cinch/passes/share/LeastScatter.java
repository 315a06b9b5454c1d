// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The least sum of squared distances, by trying every end and every start of each cluster. */
final class LeastScatter {

  private LeastScatter() {}

  static double of(double[] numbers, double[] weights, int clusters) {
    int n = numbers.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> numbers[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] least = new double[n + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    least[0] = 0;
    for (int k = 0; k < clusters; k++) {
      double[] next = new double[n + 1];
      Arrays.fill(next, Double.POSITIVE_INFINITY);
      next[0] = 0;
      for (int end = 1; end <= n; end++) {
        // Backwards, each number joins the cluster (Welford's update of mean and scatter).
        double weight = 0;
        double mean = numbers[order[end - 1]];
        double scatter = 0;
        for (int start = end - 1; start >= 0; start--) {
          double more = weights[order[start]];
          double away = numbers[order[start]] - mean;
          weight += more;
          mean += weight > 0 ? away * more / weight : 0;
          scatter += more * away * (numbers[order[start]] - mean);
          next[end] = Math.min(next[end], least[start] + scatter);
        }
      }
      least = next;
    }
    return least[n];
  }
}
