// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Numbers on a line in ascending order: each different one, or, where those are too many, the means
 * of bins.
 *
 * @param values ascending, all different
 * @param weights above 0: how often each occurs, or the weights of all that are equal together
 * @param within weighted sum of squared distances of the numbers to the means of their bins
 * @param slack how far the least sum of squared distances of the numbers to any centroids can be
 *     below that of the means and {@code within}, at most
 */
record Points(double[] values, double[] weights, double within, double slack) {

  static final Points NONE = new Points(new double[0], new double[0], 0, 0);

  private static final int PIECE = 1 << 18;

  int size() {
    return values.length;
  }

  /** Whether these are the numbers themselves. */
  boolean isExact() {
    return slack == 0;
  }

  /**
   * The different numbers, or bins of them.
   *
   * @param numbers at least one of which has weight
   * @param most how many different numbers are told apart; of more, that many bins of equal width
   *     are made
   */
  static Points of(Numbers numbers, int most) {
    Points different = NONE;
    int pieces = Math.ceilDiv(numbers.size(), PIECE);
    int together = Runtime.getRuntime().availableProcessors();
    for (int piece = 0; piece < pieces; piece += together) {
      Points[] sorted =
          IntStream.range(piece, Math.min(piece + together, pieces))
              .parallel()
              .mapToObj(p -> sorted(numbers, p * PIECE))
              .toArray(Points[]::new);
      for (Points more : sorted) {
        different = different.and(more);
      }
      if (different.size() > most) {
        return Bins.of(numbers, most);
      }
    }
    return numbers.weights().isPresent() ? different.weighted(numbers) : different;
  }

  private static Points sorted(Numbers numbers, int from) {
    double[] piece = new double[Math.min(PIECE, numbers.size() - from)];
    numbers.values(from, piece);
    Arrays.sort(piece);
    double[] counts = new double[piece.length];
    int n = 0;
    for (double value : piece) {
      if (n == 0 || value != piece[n - 1]) {
        piece[n++] = value;
      }
      counts[n - 1]++;
    }
    return new Points(Arrays.copyOf(piece, n), Arrays.copyOf(counts, n), 0, 0);
  }

  private Points and(Points more) {
    double[] merged = new double[size() + more.size()];
    double[] totals = new double[merged.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < size() || j < more.size()) {
      boolean first = j == more.size() || (i < size() && values[i] <= more.values[j]);
      boolean second = i == size() || (j < more.size() && more.values[j] <= values[i]);
      merged[n] = first ? values[i] : more.values[j];
      totals[n++] = (first ? weights[i] : 0) + (second ? more.weights[j] : 0);
      i += first ? 1 : 0;
      j += second ? 1 : 0;
    }
    return new Points(Arrays.copyOf(merged, n), Arrays.copyOf(totals, n), 0, 0);
  }

  /** With the sums of weights; numbers without weight are left out. */
  private Points weighted(Numbers numbers) {
    double[] sums = new double[size()];
    double[] piece = new double[PIECE];
    double[] heavy = new double[PIECE];
    for (int from = 0; from < numbers.size(); from += PIECE) {
      int count = numbers.values(from, piece);
      numbers.weights(from, heavy);
      for (int i = 0; i < count; i++) {
        sums[place(piece[i])] += heavy[i];
      }
    }
    return new Points(values, sums, 0, 0).heavy();
  }

  private int place(double value) {
    int low = 0;
    int high = size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first point for which something is true that is true for all behind it; size for none. */
  int first(DoublePredicate isTrue) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isTrue.test(values[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The weighted mean of each run of points; that of one point is itself. */
  double[] means(int[] starts) {
    double[] means = new double[starts.length];
    for (int k = 0; k < starts.length; k++) {
      int end = k + 1 < starts.length ? starts[k + 1] : size();
      double sum = 0;
      double weight = 0;
      for (int i = starts[k]; i < end; i++) {
        sum += values[i] * weights[i];
        weight += weights[i];
      }
      means[k] = end - starts[k] == 1 ? values[starts[k]] : sum / weight;
    }
    return means;
  }

  /** The weighted sum of squared distances of runs of points to their means. */
  double scatter(int[] starts) {
    double[] means = means(starts);
    double total = 0;
    for (int k = 0; k < starts.length; k++) {
      int end = k + 1 < starts.length ? starts[k + 1] : size();
      for (int i = starts[k]; i < end; i++) {
        double away = values[i] - means[k];
        total += weights[i] * away * away;
      }
    }
    return total;
  }

  /** Those that have weight. */
  Points heavy() {
    int[] which = IntStream.range(0, size()).filter(i -> weights[i] > 0).toArray();
    return new Points(pick(values, which), pick(weights, which), within, slack);
  }

  /** Fewer points: the means of so many groups of neighbours. */
  Points grouped(int groups) {
    double[] means = new double[groups];
    double[] sums = new double[groups];
    for (int group = 0; group < groups; group++) {
      int end = (int) ((group + 1L) * size() / groups);
      for (int i = (int) ((long) group * size() / groups); i < end; i++) {
        means[group] += weights[i] * values[i];
        sums[group] += weights[i];
      }
      means[group] /= sums[group];
    }
    return new Points(means, sums, within, slack);
  }

  private static double[] pick(double[] all, int[] which) {
    return Arrays.stream(which).mapToDouble(i -> all[i]).toArray();
  }
}
