// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.digits;

/** Points in a plane. */
final class Points {

  private final double[] coordinates;

  /** Points of alternating x and y. */
  Points(double... coordinates) {
    this.coordinates = coordinates.clone();
  }

  int count() {
    return coordinates.length / 2;
  }

  /** x (axis 0) or y (axis 1) of a point. */
  double at(int point, int axis) {
    return coordinates[2 * point + axis];
  }
}
