// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.op.Aggregation;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums, products and extremes of many numbers in double precision, in the order of the numbers:
 * vectors go along results. Along a line there are only those of extremes, whose order is of no
 * matter.
 */
public final class Aggregates {

  /** Lines that are aggregated at once, so that a processor need not wait for each addition. */
  public static final int LINES = 8;

  /** Numbers of a line, or of a row, that are aggregated at once. */
  public static final int CHUNK = 256;

  /** Below this, vectors are not worth their overhead. */
  private static final int SHORT = 16;

  /** Doubles of room that lines need. */
  public static final int ROOM = LINES * CHUNK;

  private static final VectorSpecies<Double> SPECIES = Reals.SPECIES;
  private static final int LANES = Reals.LANES;
  private static final VectorSpecies<Float> FLOATS = FloatFunctions.SPECIES;
  private static final int FLOAT_LANES = FloatFunctions.LANES;

  private Aggregates() {}

  /**
   * Aggregates a run of each of some lines.
   *
   * @param by what becomes of the numbers; one that needs not know the greatest beforehand
   * @param x the numbers, readable a vector beyond their end
   * @param from where each line's run begins
   * @param lines how many lines; at most {@link #LINES}
   * @param count numbers of the run
   * @param totals what each line's numbers before have become; changed
   * @param room {@link #ROOM} doubles
   */
  public static void runs(
      Aggregation by, float[] x, int[] from, int lines, int count, double[] totals, double[] room) {
    if (count >= SHORT && (by == Aggregation.MAX || by == Aggregation.MIN)) {
      for (int line = 0; line < lines; line++) {
        float total = (float) totals[line];
        totals[line] =
            by == Aggregation.MAX
                ? greatest(x, from[line], count, total)
                : least(x, from[line], count, total);
      }
      return;
    }
    if (count < SHORT) {
      for (int line = 0; line < lines; line++) {
        totals[line] = shortRun(by, x, from[line], count, totals[line]);
      }
      return;
    }
    for (int done = 0; done < count; done += CHUNK) {
      int many = Math.min(CHUNK, count - done);
      for (int line = 0; line < lines; line++) {
        terms(by, x, from[line] + done, room, line * CHUNK, many);
      }
      if (by == Aggregation.PRODUCT) {
        multiplyLines(room, lines, many, totals);
      } else {
        addLines(room, lines, many, totals);
      }
    }
  }

  private static double shortRun(Aggregation by, float[] x, int from, int count, double before) {
    double total = before;
    int end = from + count;
    switch (by) {
      case SUM, MEAN, LOG_SUM, LOG_SUM_EXP -> {
        for (int i = from; i < end; i++) {
          total += x[i];
        }
      }
      case PRODUCT -> {
        for (int i = from; i < end; i++) {
          total *= x[i];
        }
      }
      case MAX -> {
        for (int i = from; i < end; i++) {
          total = Math.max(total, x[i]);
        }
      }
      case MIN -> {
        for (int i = from; i < end; i++) {
          total = Math.min(total, x[i]);
        }
      }
      case L1 -> {
        for (int i = from; i < end; i++) {
          total += Math.abs(x[i]);
        }
      }
      case L2, SUM_SQUARE -> {
        for (int i = from; i < end; i++) {
          total += (double) x[i] * x[i];
        }
      }
    }
    return total;
  }

  /**
   * Aggregates a row with those before.
   *
   * @param by what becomes of the numbers; one that needs not know the greatest beforehand
   * @param x the numbers, readable a vector beyond their end
   * @param from where the row begins
   * @param count numbers of the row; at most {@link #CHUNK}
   * @param totals what the numbers before have become; changed
   * @param room {@link #CHUNK} doubles
   */
  public static void row(
      Aggregation by, float[] x, int from, int count, double[] totals, double[] room) {
    terms(by, x, from, room, 0, count);
    switch (by) {
      case PRODUCT -> multiply(room, 0, totals, 0, count);
      case MAX -> max(room, 0, totals, 0, count);
      case MIN -> min(room, 0, totals, 0, count);
      case SUM, MEAN, L1, L2, SUM_SQUARE, LOG_SUM, LOG_SUM_EXP -> add(room, 0, totals, 0, count);
    }
  }

  /**
   * Adds the exponentials of a row less the greatest of each column; as {@link #row}. They are the
   * definition's, not those of {@link Reals}: a logarithm that is nearly the greatest cancels it.
   */
  public static void exponentials(
      float[] x, int from, int count, double[] greatest, double[] totals, double[] room) {
    Reals.widen(x, from, room, 0, count);
    for (int i = 0; i < count; i++) {
      totals[i] += StrictMath.exp(room[i] - greatest[i]);
    }
  }

  /** Adds the exponentials of a run less the greatest of its line to those before. */
  public static double exponentials(
      float[] x, int from, int count, double greatest, double before, double[] room) {
    double total = before;
    for (int done = 0; done < count; done += CHUNK) {
      int many = Math.min(CHUNK, count - done);
      Reals.widen(x, from + done, room, 0, many);
      for (int i = 0; i < many; i++) {
        total += StrictMath.exp(room[i] - greatest);
      }
    }
    return total;
  }

  /** What is added or multiplied. */
  private static void terms(Aggregation by, float[] x, int from, double[] room, int to, int count) {
    Reals.widen(x, from, room, to, count);
    switch (by) {
      case L1 -> {
        for (int i = to; i < to + count; i += LANES) {
          DoubleVector.fromArray(SPECIES, room, i).abs().intoArray(room, i);
        }
      }
      case L2, SUM_SQUARE -> {
        for (int i = to; i < to + count; i += LANES) {
          DoubleVector v = DoubleVector.fromArray(SPECIES, room, i);
          v.mul(v).intoArray(room, i);
        }
      }
      case SUM, MEAN, PRODUCT, MAX, MIN, LOG_SUM, LOG_SUM_EXP -> {}
    }
  }

  private static void addLines(double[] room, int lines, int count, double[] totals) {
    if (lines < LINES) {
      for (int line = 0; line < lines; line++) {
        double total = totals[line];
        for (int i = line * CHUNK; i < line * CHUNK + count; i++) {
          total += room[i];
        }
        totals[line] = total;
      }
      return;
    }
    double t0 = totals[0];
    double t1 = totals[1];
    double t2 = totals[2];
    double t3 = totals[3];
    double t4 = totals[4];
    double t5 = totals[5];
    double t6 = totals[6];
    double t7 = totals[7];
    for (int i = 0; i < count; i++) {
      t0 += room[i];
      t1 += room[CHUNK + i];
      t2 += room[2 * CHUNK + i];
      t3 += room[3 * CHUNK + i];
      t4 += room[4 * CHUNK + i];
      t5 += room[5 * CHUNK + i];
      t6 += room[6 * CHUNK + i];
      t7 += room[7 * CHUNK + i];
    }
    totals[0] = t0;
    totals[1] = t1;
    totals[2] = t2;
    totals[3] = t3;
    totals[4] = t4;
    totals[5] = t5;
    totals[6] = t6;
    totals[7] = t7;
  }

  private static void multiplyLines(double[] room, int lines, int count, double[] totals) {
    for (int line = 0; line < lines; line++) {
      double total = totals[line];
      for (int i = line * CHUNK; i < line * CHUNK + count; i++) {
        total *= room[i];
      }
      totals[line] = total;
    }
  }

  /** The greatest of some numbers and one before them; NaN where one is. */
  public static float greatest(float[] x, int from, int count, float before) {
    FloatVector v = FloatVector.broadcast(FLOATS, before);
    int whole = count / FLOAT_LANES * FLOAT_LANES;
    for (int i = 0; i < whole; i += FLOAT_LANES) {
      v = v.max(FloatVector.fromArray(FLOATS, x, from + i));
    }
    float greatest = v.reduceLanes(VectorOperators.MAX);
    for (int i = whole; i < count; i++) {
      greatest = Math.max(greatest, x[from + i]);
    }
    return greatest;
  }

  /** The least of some numbers and one before them; NaN where one is. */
  static float least(float[] x, int from, int count, float before) {
    FloatVector v = FloatVector.broadcast(FLOATS, before);
    int whole = count / FLOAT_LANES * FLOAT_LANES;
    for (int i = 0; i < whole; i += FLOAT_LANES) {
      v = v.min(FloatVector.fromArray(FLOATS, x, from + i));
    }
    float least = v.reduceLanes(VectorOperators.MIN);
    for (int i = whole; i < count; i++) {
      least = Math.min(least, x[from + i]);
    }
    return least;
  }

  static void add(double[] x, int from, double[] totals, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      DoubleVector.fromArray(SPECIES, totals, at + i).add(v).intoArray(totals, at + i);
    }
  }

  static void subtract(double[] x, int from, double[] totals, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      DoubleVector.fromArray(SPECIES, totals, at + i).sub(v).intoArray(totals, at + i);
    }
  }

  private static void multiply(double[] x, int from, double[] totals, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      DoubleVector.fromArray(SPECIES, totals, at + i).mul(v).intoArray(totals, at + i);
    }
  }

  static void max(double[] x, int from, double[] totals, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      DoubleVector.fromArray(SPECIES, totals, at + i).max(v).intoArray(totals, at + i);
    }
  }

  private static void min(double[] x, int from, double[] totals, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      DoubleVector.fromArray(SPECIES, totals, at + i).min(v).intoArray(totals, at + i);
    }
  }
}
