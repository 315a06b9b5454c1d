// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.digits;

import java.util.SplittableRandom;

/**
 * One way to write: size, slant, turn and place of the digit, unsteadiness, and the pen. Elastic
 * distortion is a sum of a few slow waves (after Simard, Steinkraus and Platt, ICDAR 2003, who
 * smooth a random field).
 */
final class Hand {

  private static final int WAVES = 3;

  private final SplittableRandom random;
  private final double[] matrix = new double[4];
  private final double[] shift = new double[2];
  private final double[][] waves = new double[2 * WAVES][];
  private final double unsteady;
  private final double width;

  Hand(SplittableRandom random) {
    this.random = random;
    double turn = 0.2 * normal();
    double slant = 0.05 + 0.2 * normal();
    double wide = 13 + 6 * random.nextDouble();
    double high = 17 + 4 * random.nextDouble();
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    matrix[0] = cos * wide;
    matrix[1] = (-sin - slant * cos) * high;
    matrix[2] = sin * wide;
    matrix[3] = (cos - slant * sin) * high;
    shift[0] = 1.1 * normal();
    shift[1] = 1.1 * normal();
    for (int i = 0; i < waves.length; i++) {
      waves[i] = new double[] {0.5 * normal(), 1.1 * normal(), 1.1 * normal(), 6.3 * uniform()};
    }
    this.unsteady = 0.022;
    this.width = 1.5 + 1.7 * random.nextDouble();
  }

  private double normal() {
    // Twelve uniform numbers, less six: the same on every machine, which logarithms need not be.
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  private double uniform() {
    return random.nextDouble();
  }

  /** Width of the pen in pixels. */
  double width() {
    return width;
  }

  /** How bright the ink is, up to 1. */
  double contrast() {
    return 0.75 + 0.25 * random.nextDouble();
  }

  /** Standard deviation of the noise, in grey levels. */
  double noise() {
    return 14 * random.nextDouble();
  }

  /** Where the pen goes, in pixels from the upper left corner. */
  Points write(Stroke stroke) {
    double[] jittered = new double[2 * stroke.points().count()];
    for (int i = 0; i < jittered.length; i++) {
      jittered[i] = stroke.points().at(i / 2, i % 2) + unsteady * normal();
    }
    Points path = new Stroke(new Points(jittered), stroke.smooth()).polyline();
    double[] pixels = new double[2 * path.count()];
    for (int i = 0; i < path.count(); i++) {
      double x = path.at(i, 0) - 0.5;
      double y = path.at(i, 1) - 0.5;
      double column = matrix[0] * x + matrix[1] * y + shift[0];
      double row = matrix[2] * x + matrix[3] * y + shift[1];
      pixels[2 * i] = Canvas.SIZE / 2.0 + column + wave(0, column, row);
      pixels[2 * i + 1] = Canvas.SIZE / 2.0 + row + wave(WAVES, column, row);
    }
    return new Points(pixels);
  }

  private double wave(int first, double column, double row) {
    double sum = 0;
    for (int i = first; i < first + WAVES; i++) {
      double[] wave = waves[i];
      double phase = (wave[1] * column + wave[2] * row) / Canvas.SIZE * 6.3 + wave[3];
      sum += wave[0] * StrictMath.sin(phase);
    }
    return sum;
  }
}
