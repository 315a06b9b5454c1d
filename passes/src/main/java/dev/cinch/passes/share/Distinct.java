// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;

/**
 * Numbers with how often each occurs, in ascending order.
 *
 * @param values ascending, all different
 * @param counts how often each occurs
 */
record Distinct(double[] values, long[] counts) {

  /** The different numbers among some. */
  static Distinct of(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double[] values = new double[sorted.length];
    long[] counts = new long[sorted.length];
    int n = 0;
    for (double value : sorted) {
      if (n == 0 || value != values[n - 1]) {
        values[n++] = value;
      }
      counts[n - 1]++;
    }
    return new Distinct(Arrays.copyOf(values, n), Arrays.copyOf(counts, n));
  }

  int size() {
    return values.length;
  }

  /** The means of at most so many bins of equal width; empty bins are not there. */
  Distinct binned(int bins) {
    double least = values[0];
    double width = (values[size() - 1] - least) / bins;
    double[] sums = new double[bins];
    long[] totals = new long[bins];
    for (int i = 0; i < size(); i++) {
      int bin = Math.clamp((long) ((values[i] - least) / width), 0, bins - 1);
      sums[bin] += values[i] * counts[i];
      totals[bin] += counts[i];
    }
    double[] means = new double[bins];
    long[] kept = new long[bins];
    int n = 0;
    for (int bin = 0; bin < bins; bin++) {
      if (totals[bin] > 0) {
        means[n] = sums[bin] / totals[bin];
        kept[n++] = totals[bin];
      }
    }
    return new Distinct(Arrays.copyOf(means, n), Arrays.copyOf(kept, n));
  }
}
