// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.digits;

import java.util.SplittableRandom;

/** A square of pixels that a round pen leaves ink on. */
final class Canvas {

  /** Pixels of a side. */
  static final int SIZE = 28;

  private final double[] ink = new double[SIZE * SIZE];

  /** Draws a polyline: full ink within the pen, none a pixel further out. */
  void draw(Points path, double width) {
    double reach = width / 2 + 0.5;
    for (int i = 1; i < path.count(); i++) {
      double x = path.at(i - 1, 0);
      double y = path.at(i - 1, 1);
      double dx = path.at(i, 0) - x;
      double dy = path.at(i, 1) - y;
      int firstRow = Math.clamp((long) Math.floor(Math.min(y, y + dy) - reach), 0, SIZE);
      int lastRow = Math.clamp((long) Math.ceil(Math.max(y, y + dy) + reach), 0, SIZE);
      int firstColumn = Math.clamp((long) Math.floor(Math.min(x, x + dx) - reach), 0, SIZE);
      int lastColumn = Math.clamp((long) Math.ceil(Math.max(x, x + dx) + reach), 0, SIZE);
      for (int row = firstRow; row < lastRow; row++) {
        for (int column = firstColumn; column < lastColumn; column++) {
          double distance = distance(column + 0.5 - x, row + 0.5 - y, dx, dy);
          double covered = Math.clamp(reach - distance, 0.0, 1.0);
          int at = row * SIZE + column;
          ink[at] = Math.max(ink[at], covered);
        }
      }
    }
  }

  /** Distance of a point to a piece of line that starts at the origin. */
  private static double distance(double px, double py, double dx, double dy) {
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : Math.clamp((px * dx + py * dy) / length, 0.0, 1.0);
    double x = px - along * dx;
    double y = py - along * dy;
    return Math.sqrt(x * x + y * y);
  }

  /** The pixels as bytes, row by row. */
  byte[] develop(SplittableRandom random, double contrast, double noise) {
    byte[] pixels = new byte[ink.length];
    for (int i = 0; i < ink.length; i++) {
      double grain = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      double grey = 255 * contrast * ink[i] + 2 * noise * grain;
      pixels[i] = (byte) Math.clamp(Math.round(grey), 0, 255);
    }
    return pixels;
  }
}
