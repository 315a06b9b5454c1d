// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Numbers in clusters that share a centroid each, and how far from the best that is. A number
 * belongs to the cluster for which {@code weight * (number - centroid)^2 + price * bits} is least,
 * of equals to that of the lower centroid. Without a price that is the nearest centroid.
 *
 * <p>With the diagonal of the loss's Hessian for weights, optimal clusters are those of
 * Hessian-weighted k-means (Choi, El-Khamy, Lee, arXiv:1612.01543).
 */
public final class Clusters {

  /** How many different numbers are told apart; of more, so many bins are clustered. */
  static final int MOST_POINTS = 1 << 22;

  private static final double ROUNDING = 1e-9;

  private final Codes codes;
  private final int points;
  private final double cost;
  private final double bound;
  private final boolean isExact;

  private Clusters(Codes codes, Points points, double cost, double bound) {
    this.codes = codes;
    this.points = points.size();
    this.cost = cost;
    this.bound = Math.clamp(bound, 0, cost);
    this.isExact = points.isExact() && cost - bound <= ROUNDING * cost;
  }

  /**
   * Optimal clusters.
   *
   * @param values finite numbers
   * @param most how many clusters at most, at least 1; there are fewer where there are fewer
   *     different numbers
   */
  public static Clusters of(double[] values, int most) {
    return of(Numbers.of(values, Optional.empty()), most, new Clustering.Optimal(), MOST_POINTS);
  }

  /**
   * Clusters of numbers that do not weigh the same.
   *
   * @param values finite numbers
   * @param weights how much the squared distance of each counts, finite and at least 0; where all
   *     are 0, each is 1
   * @param most how many clusters at most, at least 1; there are fewer where there are fewer
   *     different numbers
   * @throws IllegalArgumentException for another number of weights
   */
  public static Clusters of(double[] values, double[] weights, int most, Clustering method) {
    return of(Numbers.of(values, Optional.of(weights)), most, method, MOST_POINTS);
  }

  static Clusters of(Numbers given, int most, Clustering method, int mostPoints) {
    if (given.size() == 0) {
      return new Clusters(Codes.nearest(new double[0]), Points.NONE, 0, 0);
    }
    Numbers numbers = given.isWeightless() ? given.unweighted() : given;
    Points points = Points.of(numbers, mostPoints);
    KMeans.Found best = KMeans.best(points, Math.min(most, points.size()));
    double bound = points.within() + best.bound() - points.slack();
    return switch (method) {
      case Clustering.Optimal _ -> nearest(points, best.starts(), best.cost(), bound);
      case Clustering.Linear _ -> {
        int[] starts = Lloyd.linear(points, most);
        yield nearest(points, starts, points.scatter(starts), bound);
      }
      case Clustering.EntropyConstrained constrained -> {
        boolean isEach = numbers.weights().isPresent();
        double[] first = points.means(best.starts());
        EntropyDescent descent =
            new EntropyDescent(
                isEach ? CodeSums.each(numbers) : CodeSums.runs(points),
                constrained,
                numbers.size(),
                constrained.zeros().isPresent() ? withZero(first) : first);
        descent.run();
        double cost = descent.cost() + (isEach ? 0 : points.within());
        yield new Clusters(descent.codes(), points, cost, 0);
      }
    };
  }

  private static Clusters nearest(Points points, int[] starts, double cost, double bound) {
    Codes codes = Codes.nearest(points.means(starts));
    return new Clusters(codes, points, points.within() + cost, bound);
  }

  private static double[] withZero(double[] centroids) {
    return DoubleStream.concat(DoubleStream.of(0), Arrays.stream(centroids)).sorted().toArray();
  }

  /** How many clusters there are. */
  public int size() {
    return codes.size();
  }

  /** What a cluster shares; they are in ascending order. */
  public double centroid(int cluster) {
    return codes.centroid(cluster);
  }

  /** The price of the bits that a cluster's code has; 0 without a price. */
  public double charge(int cluster) {
    return codes.charge(cluster);
  }

  /** The cluster of a number. */
  public int of(double number, double weight) {
    return codes.of(number, weight);
  }

  /** What the method makes small: squared distances times weights, and the price of bits. */
  public double cost() {
    return cost;
  }

  /** What so many clusters cost at least, as far as is proven; 0 where bits have a price. */
  public double bound() {
    return bound;
  }

  /** How far the cost can be above the least there is, in shares of that; infinite if unknown. */
  public double distance() {
    return cost == bound ? 0 : (cost - bound) / bound;
  }

  /** Whether these are the best clusters of the numbers themselves. */
  public boolean isExact() {
    return isExact;
  }

  /** How many different numbers, or bins of them, were clustered. */
  public int points() {
    return points;
  }
}
