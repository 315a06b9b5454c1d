// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.digits;

/**
 * A line that a pen draws without leaving the paper, in a unit square, y downwards.
 *
 * @param points alternating x and y
 * @param smooth whether it is a curve through its points (Catmull and Rom), else straight pieces
 */
record Stroke(Points points, boolean smooth) {

  private static final int STEPS = 6;

  /** A curve through points. */
  static Stroke curve(double... points) {
    return new Stroke(new Points(points), true);
  }

  /** Straight pieces between points. */
  static Stroke line(double... points) {
    return new Stroke(new Points(points), false);
  }

  /** The points of a polyline that is close to the stroke. */
  Points polyline() {
    if (!smooth) {
      return points;
    }
    int pieces = points.count() - 1;
    double[] dense = new double[2 * (pieces * STEPS + 1)];
    for (int k = 0; k <= pieces * STEPS; k++) {
      int piece = Math.min(k / STEPS, pieces - 1);
      double t = k / (double) STEPS - piece;
      for (int axis = 0; axis < 2; axis++) {
        double before = points.at(Math.max(piece - 1, 0), axis);
        double from = points.at(piece, axis);
        double to = points.at(piece + 1, axis);
        double after = points.at(Math.min(piece + 2, pieces), axis);
        dense[2 * k + axis] =
            from
                + 0.5 * t * (to - before)
                + t * t * (before - 2.5 * from + 2 * to - 0.5 * after)
                + t * t * t * (1.5 * (from - to) + 0.5 * (after - before));
      }
    }
    return new Points(dense);
  }
}
