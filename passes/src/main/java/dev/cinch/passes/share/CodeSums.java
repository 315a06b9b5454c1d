// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.stream.IntStream;

/** Sums over the numbers that have each code. */
final class CodeSums {

  private static final int PIECE = 1 << 16;

  /** Gives each number its code and sums them. */
  interface Source {
    CodeSums of(Codes codes);
  }

  private final double[] counts;
  private final double[] weights;
  private final double[] sums;
  private double distance;

  private CodeSums(int codes) {
    this.counts = new double[codes];
    this.weights = new double[codes];
    this.sums = new double[codes];
  }

  /** Points all of whose numbers weigh the same: those of a code are a run. */
  static Source runs(Points points) {
    Scatter scatter = new Scatter(points);
    return codes -> {
      CodeSums all = new CodeSums(codes.size());
      int[] starts = codes.starts(points);
      for (int code = 0; code < codes.size(); code++) {
        int end = code + 1 < codes.size() ? starts[code + 1] : points.size();
        if (end > starts[code]) {
          double mean = scatter.mean(starts[code], end);
          double away = mean - codes.centroid(code);
          all.counts[code] = scatter.weight(starts[code], end);
          all.weights[code] = all.counts[code];
          all.sums[code] = all.counts[code] * mean;
          all.distance += scatter.of(starts[code], end) + all.counts[code] * away * away;
        }
      }
      return all;
    };
  }

  /** Numbers whose weights differ: each has its own code. */
  static Source each(Numbers numbers) {
    int pieces = Math.ceilDiv(numbers.size(), PIECE);
    return codes -> {
      CodeSums all = new CodeSums(codes.size());
      // Pieces are added in order, so that sums do not depend on how many run at once.
      IntStream.range(0, pieces)
          .parallel()
          .mapToObj(piece -> piece(numbers, piece * PIECE, codes))
          .forEachOrdered(all::add);
      return all;
    };
  }

  private static CodeSums piece(Numbers numbers, int from, Codes codes) {
    CodeSums piece = new CodeSums(codes.size());
    double[] values = new double[PIECE];
    double[] weights = new double[PIECE];
    int count = numbers.values(from, values);
    numbers.weights(from, weights);
    for (int i = 0; i < count; i++) {
      int code = codes.of(values[i], weights[i]);
      double away = values[i] - codes.centroid(code);
      piece.counts[code]++;
      piece.weights[code] += weights[i];
      piece.sums[code] += weights[i] * values[i];
      piece.distance += weights[i] * away * away;
    }
    return piece;
  }

  private void add(CodeSums more) {
    for (int code = 0; code < counts.length; code++) {
      counts[code] += more.counts[code];
      weights[code] += more.weights[code];
      sums[code] += more.sums[code];
    }
    distance += more.distance;
  }

  /** How many numbers have a code. */
  double count(int code) {
    return counts[code];
  }

  /** The weighted mean of the numbers that have a code; {@code otherwise} where none weighs. */
  double mean(int code, double otherwise) {
    return weights[code] > 0 ? sums[code] / weights[code] : otherwise;
  }

  /** The weighted sum of squared distances of all numbers to their centroids. */
  double distance() {
    return distance;
  }
}
