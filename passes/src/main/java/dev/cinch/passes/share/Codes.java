// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.Arrays;

/** Which centroid a number has: centroids, ascending, and what the code of each costs. */
final class Codes {

  private final double[] centroids;
  private final double[] charges;
  private final double leastCharge;

  private Codes(double[] centroids, double[] charges) {
    this.centroids = centroids;
    this.charges = charges;
    double least = Double.POSITIVE_INFINITY;
    for (double charge : charges) {
      least = Math.min(least, charge);
    }
    this.leastCharge = least;
  }

  /** Codes that cost nothing: a number has the nearest centroid. */
  static Codes nearest(double[] centroids) {
    return new Codes(centroids, new double[0]);
  }

  /**
   * Codes that cost something.
   *
   * @param charges price times bits, one for each centroid
   */
  static Codes charged(double[] centroids, double[] charges) {
    // Means of numbers that weigh differently can overtake each other.
    for (int k = 1; k < centroids.length; k++) {
      double centroid = centroids[k];
      double charge = charges[k];
      int at = k;
      for (; at > 0 && centroids[at - 1] > centroid; at--) {
        centroids[at] = centroids[at - 1];
        charges[at] = charges[at - 1];
      }
      centroids[at] = centroid;
      charges[at] = charge;
    }
    return new Codes(centroids, charges);
  }

  /** The same without those that are not listed. */
  Codes only(int[] which) {
    double[] some = Arrays.stream(which).mapToDouble(k -> centroids[k]).toArray();
    return charges.length == 0
        ? nearest(some)
        : new Codes(some, Arrays.stream(which).mapToDouble(k -> charges[k]).toArray());
  }

  int size() {
    return centroids.length;
  }

  double centroid(int code) {
    return centroids[code];
  }

  /** What a code costs. */
  double charge(int code) {
    return charges.length == 0 ? 0 : charges[code];
  }

  /** The code of a number: of equals the lower one. */
  int of(double number, double weight) {
    int near = nearest(number);
    if (charges.length == 0) {
      return near;
    }
    int best = near;
    double least = cost(near, number, weight);
    for (int k = near - 1; k >= 0 && distance(k, number, weight) + leastCharge <= least; k--) {
      double cost = cost(k, number, weight);
      if (cost <= least) {
        least = cost;
        best = k;
      }
    }
    for (int k = near + 1; k < size() && distance(k, number, weight) + leastCharge < least; k++) {
      double cost = cost(k, number, weight);
      if (cost < least) {
        least = cost;
        best = k;
      }
    }
    return best;
  }

  private int nearest(double number) {
    int low = 0;
    int high = centroids.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (centroids[middle] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Now low is the first centroid that is not below the number.
    boolean isLower =
        low == centroids.length
            || (low > 0 && number - centroids[low - 1] <= centroids[low] - number);
    return isLower ? low - 1 : low;
  }

  /**
   * Where the run of each code starts among points of weight 1: it ends where the next one starts.
   * The least of parabolas of one width is that of lines.
   */
  int[] starts(Points points) {
    int[] hull = new int[size()];
    double[] since = new double[size()];
    int last = -1;
    for (int k = 0; k < size(); k++) {
      double from = Double.NEGATIVE_INFINITY;
      while (last >= 0) {
        from = limit(hull[last], k);
        if (from > since[last]) {
          break;
        }
        last--;
        from = Double.NEGATIVE_INFINITY;
      }
      if (from < Double.POSITIVE_INFINITY) {
        hull[++last] = k;
        since[last] = from;
      }
    }
    int[] starts = new int[size()];
    Arrays.fill(starts, points.size());
    for (int at = last; at >= 0; at--) {
      double from = since[at];
      starts[hull[at]] = points.first(value -> value > from);
    }
    for (int k = size() - 2; k >= 0; k--) {
      starts[k] = Math.min(starts[k], starts[k + 1]);
    }
    return starts;
  }

  /** The greatest number for which the lower of two codes is as good. */
  private double limit(int lower, int upper) {
    double gap = centroids[upper] - centroids[lower];
    double more = charge(upper) - charge(lower);
    if (gap == 0) {
      return more < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return centroids[lower] + (gap + more / gap) / 2;
  }

  private double distance(int code, double number, double weight) {
    double difference = number - centroids[code];
    return weight * difference * difference;
  }

  private double cost(int code, double number, double weight) {
    return distance(code, number, weight) + charges[code];
  }
}
