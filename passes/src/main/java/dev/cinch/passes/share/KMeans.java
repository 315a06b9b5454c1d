// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;

/**
 * Exact weighted k-means on a line: the clusters with the least sum of squared distances. In one
 * dimension clusters are runs of the sorted points, and what k clusters cost is a convex function
 * of k. So there is a price of a cluster at which k of them are best of all, and one pass finds
 * them ({@link PricedRuns}; Grønlund et al., arXiv:1701.07204). The price is looked for on a few
 * thousand groups of points, since it hardly depends on how finely they are divided.
 *
 * <p>A price p also proves how good clusters are: k clusters cost at least what the best runs at p
 * cost with their prices, less k p.
 */
final class KMeans {

  private static final int COARSE = 4096;
  private static final int COARSE_PER_CLUSTER = 32;
  private static final int GUESSES = 12;
  private static final int STEPS = 64;

  /**
   * Clusters of points.
   *
   * @param starts where each starts among the points, ascending; the first is 0
   * @param cost sum of squared distances of the points to the means
   * @param bound what so many clusters cost at least
   */
  record Found(int[] starts, double cost, double bound) {}

  private final Points points;
  private final Scatter scatter;
  private final PricedRuns runs;
  private final int clusters;
  private double bound;

  private KMeans(Points points, int clusters) {
    this.points = points;
    this.scatter = new Scatter(points);
    this.runs = new PricedRuns(scatter);
    this.clusters = clusters;
  }

  /**
   * The best clusters.
   *
   * @param points at least one
   * @param clusters how many, from 1 to the number of points
   */
  static Found best(Points points, int clusters) {
    int groups = Math.max(COARSE, COARSE_PER_CLUSTER * clusters);
    return points.size() > groups
        ? search(points, clusters, price(points.grouped(groups), clusters))
        : search(points, clusters);
  }

  private static Found search(Points points, int clusters) {
    // Of evenly spread points k clusters cost c / k^2, and one more saves 2 c / k^3.
    double whole = new Scatter(points).of(0, points.size());
    return search(points, clusters, 2 * whole / clusters / clusters / clusters);
  }

  private static Found search(Points points, int clusters, double price) {
    return clusters == points.size()
        ? new Found(all(clusters), 0, 0)
        : new KMeans(points, clusters).search(price);
  }

  /** The middle of the prices at which so many clusters are best. */
  private static double price(Points points, int clusters) {
    double fewer = search(points, Math.max(1, clusters - 1)).cost;
    double more = search(points, clusters + 1).cost;
    return (fewer - more) / (clusters == 1 ? 1 : 2);
  }

  private static int[] all(int size) {
    int[] starts = new int[size];
    Arrays.setAll(starts, i -> i);
    return starts;
  }

  private Found search(double first) {
    int[] few = {0};
    int[] many = all(scatter.size());
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double price = first;
    boolean isGuess = true;
    for (int step = 0; step < STEPS; step++) {
      int[] starts = runs.starts(price);
      double cost = scatter.of(starts);
      bound = Math.max(bound, cost + price * (starts.length - clusters));
      if (starts.length == clusters) {
        return found(starts);
      }
      if (!isGuess && (starts.length <= few.length || starts.length >= many.length)) {
        // Few and many clusters cost the same at this price.
        break;
      }
      if (starts.length < clusters) {
        few = starts;
        high = price;
      } else {
        many = starts;
        low = price;
      }
      double ratio = (double) starts.length / clusters;
      double guess = price * ratio * ratio * ratio;
      isGuess = step < GUESSES && guess > low && guess < high;
      price = isGuess ? guess : (scatter.of(few) - scatter.of(many)) / (many.length - few.length);
    }
    return found(joined(few, many));
  }

  private Found found(int[] starts) {
    // From means, since differences of sums lose digits; how far bounds are below does not.
    double cost = points.scatter(starts);
    return new Found(starts, cost, cost - Math.max(0, scatter.of(starts) - bound));
  }

  /**
   * As many clusters as are wanted, of fewer and more that are best at one price: those behind some
   * end of the one, in front of it those of the other, where a cluster of the many lies within one
   * of the few. By the Monge property they are best at that price, too (Aggarwal, Schieber,
   * Tokuyama, Discrete and Computational Geometry 12, 1994).
   */
  private int[] joined(int[] few, int[] many) {
    int more = clusters - few.length;
    int i = 0;
    while (many[i + more + 1] > (i + 1 < few.length ? few[i + 1] : scatter.size())) {
      i++;
    }
    int[] starts = Arrays.copyOf(many, clusters);
    System.arraycopy(few, i + 1, starts, i + more + 1, few.length - i - 1);
    return starts;
  }
}
