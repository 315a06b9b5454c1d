// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What makes numbers comparable: batch normalization, and exponentials that sum to one. Both are
 * computed in double precision and rounded once; sums are taken in the order of their terms.
 */
public final class Normalization {

  /** Lines whose sums are taken at once. */
  public static final int LINES = 4;

  private static final VectorSpecies<Double> SPECIES = Reals.SPECIES;
  private static final int LANES = Reals.LANES;

  private Normalization() {}

  /**
   * Normalizes some numbers of one channel, as the interpreter does to the last bit.
   *
   * @param x the numbers, readable a vector beyond their end
   * @param from index of the first
   * @param y where the results go
   * @param to index of the first
   * @param count how many
   * @param mean is taken away
   * @param root by which the rest is divided
   * @param scale and multiplied
   * @param shift is added
   */
  public static void channel(
      float[] x,
      int from,
      float[] y,
      int to,
      int count,
      double mean,
      double root,
      double scale,
      double shift) {
    int whole = count / LANES * LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(Reals.HALF, x, from + i);
      DoubleVector d = (DoubleVector) v.convertShape(VectorOperators.F2D, SPECIES, 0);
      d = d.sub(mean).div(root).mul(scale).add(shift);
      v = (FloatVector) d.convertShape(VectorOperators.D2F, Reals.HALF, 0);
      v.intoArray(y, to + i);
    }
    for (int i = whole; i < count; i++) {
      y[to + i] = (float) ((x[from + i] - mean) / root * scale + shift);
    }
  }

  /**
   * Normalizes one number of each channel; as {@link #channel} does.
   *
   * @param x the numbers, readable a vector beyond their end
   * @param from index of the first
   * @param y where the results go
   * @param to index of the first
   * @param count how many channels
   * @param statistics of each channel the mean, root, scale and shift, all of one sort together
   * @param pitch distance of the sorts: as many as channels, in whole vectors
   */
  public static void channels(
      float[] x, int from, float[] y, int to, int count, double[] statistics, int pitch) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(Reals.HALF, x, from + i);
      DoubleVector d =
          ((DoubleVector) v.convertShape(VectorOperators.F2D, SPECIES, 0))
              .sub(DoubleVector.fromArray(SPECIES, statistics, i))
              .div(DoubleVector.fromArray(SPECIES, statistics, pitch + i))
              .mul(DoubleVector.fromArray(SPECIES, statistics, 2 * pitch + i))
              .add(DoubleVector.fromArray(SPECIES, statistics, 3 * pitch + i));
      v = (FloatVector) d.convertShape(VectorOperators.D2F, Reals.HALF, 0);
      if (i + LANES <= count) {
        v.intoArray(y, to + i);
      } else {
        v.intoArray(y, to + i, Reals.HALF.indexInRange(i, count));
      }
    }
  }

  /** Doubles of room for lines of an extent. */
  public static int lineRoom(int extent, int lines) {
    return lines * pitch(extent);
  }

  /** A number of doubles in whole vectors. */
  public static int pitch(int extent) {
    return Math.ceilDiv(extent, LANES) * LANES;
  }

  /**
   * Exponentials of lines that follow one another, which sum to one in each.
   *
   * @param x the lines, readable a vector beyond their end
   * @param from index of the first number
   * @param extent numbers of each
   * @param lines how many; at most {@link #LINES}
   * @param y where the results go
   * @param to index of the first
   * @param room as long as {@link #lineRoom} says
   */
  public static void softmax(
      float[] x, int from, int extent, int lines, float[] y, int to, double[] room) {
    int pitch = pitch(extent);
    for (int line = 0; line < lines; line++) {
      int start = from + line * extent;
      double greatest = Aggregates.greatest(x, start, extent, Float.NEGATIVE_INFINITY);
      Reals.widen(x, start, room, line * pitch, extent);
      subtract(room, line * pitch, greatest, extent);
      Reals.exp(room, line * pitch, extent);
    }
    if (lines == LINES) {
      double first = 0;
      double second = 0;
      double third = 0;
      double fourth = 0;
      for (int i = 0; i < extent; i++) {
        first += room[i];
        second += room[pitch + i];
        third += room[2 * pitch + i];
        fourth += room[3 * pitch + i];
      }
      divide(room, 0, first, y, to, extent);
      divide(room, pitch, second, y, to + extent, extent);
      divide(room, 2 * pitch, third, y, to + 2 * extent, extent);
      divide(room, 3 * pitch, fourth, y, to + 3 * extent, extent);
      return;
    }
    for (int line = 0; line < lines; line++) {
      double sum = 0;
      for (int i = 0; i < extent; i++) {
        sum += room[line * pitch + i];
      }
      divide(room, line * pitch, sum, y, to + line * extent, extent);
    }
  }

  private static void subtract(double[] x, int from, double subtrahend, int count) {
    for (int i = from; i < from + count; i += LANES) {
      DoubleVector.fromArray(SPECIES, x, i).sub(subtrahend).intoArray(x, i);
    }
  }

  private static void divide(double[] x, int from, double divisor, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i).div(divisor);
      FloatVector rounded = (FloatVector) v.convertShape(VectorOperators.D2F, Reals.HALF, 0);
      if (i + LANES <= count) {
        rounded.intoArray(y, to + i);
      } else {
        rounded.intoArray(y, to + i, Reals.HALF.indexInRange(i, count));
      }
    }
  }

  /** Doubles of room for some columns of an extent. */
  public static int columnRoom(int extent, int columns) {
    return (extent + 2) * pitch(columns);
  }

  /**
   * Exponentials of columns side by side, which sum to one in each.
   *
   * @param x the columns, readable a vector beyond their end
   * @param from index of the first number
   * @param extent numbers of each
   * @param pitch distance of the rows, also of those of y
   * @param columns how many
   * @param y where the results go
   * @param to index of the first
   * @param room as long as {@link #columnRoom} says
   */
  public static void softmax(
      float[] x, int from, int extent, int pitch, int columns, float[] y, int to, double[] room) {
    int width = pitch(columns);
    int sums = extent * width;
    int greatest = sums + width;
    Arrays.fill(room, greatest, greatest + width, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < extent; k++) {
      Reals.widen(x, from + k * pitch, room, k * width, columns);
      Aggregates.max(room, k * width, room, greatest, columns);
    }
    Arrays.fill(room, sums, sums + width, 0);
    for (int k = 0; k < extent; k++) {
      Aggregates.subtract(room, greatest, room, k * width, columns);
      Reals.exp(room, k * width, columns);
      Aggregates.add(room, k * width, room, sums, columns);
    }
    for (int k = 0; k < extent; k++) {
      for (int i = 0; i < columns; i += LANES) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, room, sums + i);
        DoubleVector v = DoubleVector.fromArray(SPECIES, room, k * width + i).div(sum);
        FloatVector rounded = (FloatVector) v.convertShape(VectorOperators.D2F, Reals.HALF, 0);
        if (i + LANES <= columns) {
          rounded.intoArray(y, to + k * pitch + i);
        } else {
          rounded.intoArray(y, to + k * pitch + i, Reals.HALF.indexInRange(i, columns));
        }
      }
    }
  }
}
