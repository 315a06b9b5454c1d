// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Matrices turned over, in blocks that stay in registers where these hold 16 numbers. */
public final class Turn {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
  private static final int LANES = SPECIES.length();

  /** Rows and columns of a block in registers. */
  private static final int BLOCK = 16;

  /** Rows of a block that is turned number by number. */
  private static final int FEW = 8;

  /** For distances 1, 2, 4, 8: where a vector's numbers come from that exchanges with one above. */
  private static final int[] LOW = new int[4 * LANES];

  /** The same for the vector above. */
  private static final int[] HIGH = new int[4 * LANES];

  static {
    for (int stage = 0; stage < 4; stage++) {
      int distance = 1 << stage;
      for (int lane = 0; lane < LANES; lane++) {
        boolean low = (lane & distance) == 0;
        LOW[stage * LANES + lane] = low ? lane : LANES + lane - distance;
        HIGH[stage * LANES + lane] = low ? lane + distance : LANES + lane;
      }
    }
  }

  private Turn() {}

  /**
   * Turns rows into columns.
   *
   * @param x the matrix
   * @param from index of its first number
   * @param rows how many rows
   * @param pitch distance of its rows
   * @param length numbers of each
   * @param y the other matrix
   * @param to index of its first number
   * @param outPitch distance of its rows
   */
  public static void matrix(
      float[] x, int from, int rows, int pitch, int length, float[] y, int to, int outPitch) {
    int row = 0;
    if (LANES == BLOCK && length >= BLOCK) {
      for (; row + BLOCK <= rows; row += BLOCK) {
        for (int k = 0; k < length; k += BLOCK) {
          // The last block begins before the one before it ends.
          int first = Math.min(k, length - BLOCK);
          int at = from + row * pitch + first;
          block(x, at, pitch, y, to + first * outPitch + row, outPitch);
        }
      }
    }
    for (; row < rows; row += FEW) {
      few(x, from + row * pitch, Math.min(FEW, rows - row), pitch, length, y, to + row, outPitch);
    }
  }

  /**
   * Turns a block of {@link #BLOCK} rows and columns over: vectors exchange halves, quarters ...
   */
  private static void block(float[] x, int from, int pitch, float[] y, int to, int outPitch) {
    IntVector v0 = FloatVector.fromArray(SPECIES, x, from).reinterpretAsInts();
    IntVector v1 = FloatVector.fromArray(SPECIES, x, from + pitch).reinterpretAsInts();
    IntVector v2 = FloatVector.fromArray(SPECIES, x, from + 2 * pitch).reinterpretAsInts();
    IntVector v3 = FloatVector.fromArray(SPECIES, x, from + 3 * pitch).reinterpretAsInts();
    IntVector v4 = FloatVector.fromArray(SPECIES, x, from + 4 * pitch).reinterpretAsInts();
    IntVector v5 = FloatVector.fromArray(SPECIES, x, from + 5 * pitch).reinterpretAsInts();
    IntVector v6 = FloatVector.fromArray(SPECIES, x, from + 6 * pitch).reinterpretAsInts();
    IntVector v7 = FloatVector.fromArray(SPECIES, x, from + 7 * pitch).reinterpretAsInts();
    IntVector v8 = FloatVector.fromArray(SPECIES, x, from + 8 * pitch).reinterpretAsInts();
    IntVector v9 = FloatVector.fromArray(SPECIES, x, from + 9 * pitch).reinterpretAsInts();
    IntVector v10 = FloatVector.fromArray(SPECIES, x, from + 10 * pitch).reinterpretAsInts();
    IntVector v11 = FloatVector.fromArray(SPECIES, x, from + 11 * pitch).reinterpretAsInts();
    IntVector v12 = FloatVector.fromArray(SPECIES, x, from + 12 * pitch).reinterpretAsInts();
    IntVector v13 = FloatVector.fromArray(SPECIES, x, from + 13 * pitch).reinterpretAsInts();
    IntVector v14 = FloatVector.fromArray(SPECIES, x, from + 14 * pitch).reinterpretAsInts();
    IntVector v15 = FloatVector.fromArray(SPECIES, x, from + 15 * pitch).reinterpretAsInts();
    IntVector low;
    IntVector high;
    IntVector t;
    low = IntVector.fromArray(INTS, LOW, 0 * LANES);
    high = IntVector.fromArray(INTS, HIGH, 0 * LANES);
    t = low.selectFrom(v0, v1);
    v1 = high.selectFrom(v0, v1);
    v0 = t;
    t = low.selectFrom(v2, v3);
    v3 = high.selectFrom(v2, v3);
    v2 = t;
    t = low.selectFrom(v4, v5);
    v5 = high.selectFrom(v4, v5);
    v4 = t;
    t = low.selectFrom(v6, v7);
    v7 = high.selectFrom(v6, v7);
    v6 = t;
    t = low.selectFrom(v8, v9);
    v9 = high.selectFrom(v8, v9);
    v8 = t;
    t = low.selectFrom(v10, v11);
    v11 = high.selectFrom(v10, v11);
    v10 = t;
    t = low.selectFrom(v12, v13);
    v13 = high.selectFrom(v12, v13);
    v12 = t;
    t = low.selectFrom(v14, v15);
    v15 = high.selectFrom(v14, v15);
    v14 = t;
    low = IntVector.fromArray(INTS, LOW, 1 * LANES);
    high = IntVector.fromArray(INTS, HIGH, 1 * LANES);
    t = low.selectFrom(v0, v2);
    v2 = high.selectFrom(v0, v2);
    v0 = t;
    t = low.selectFrom(v1, v3);
    v3 = high.selectFrom(v1, v3);
    v1 = t;
    t = low.selectFrom(v4, v6);
    v6 = high.selectFrom(v4, v6);
    v4 = t;
    t = low.selectFrom(v5, v7);
    v7 = high.selectFrom(v5, v7);
    v5 = t;
    t = low.selectFrom(v8, v10);
    v10 = high.selectFrom(v8, v10);
    v8 = t;
    t = low.selectFrom(v9, v11);
    v11 = high.selectFrom(v9, v11);
    v9 = t;
    t = low.selectFrom(v12, v14);
    v14 = high.selectFrom(v12, v14);
    v12 = t;
    t = low.selectFrom(v13, v15);
    v15 = high.selectFrom(v13, v15);
    v13 = t;
    low = IntVector.fromArray(INTS, LOW, 2 * LANES);
    high = IntVector.fromArray(INTS, HIGH, 2 * LANES);
    t = low.selectFrom(v0, v4);
    v4 = high.selectFrom(v0, v4);
    v0 = t;
    t = low.selectFrom(v1, v5);
    v5 = high.selectFrom(v1, v5);
    v1 = t;
    t = low.selectFrom(v2, v6);
    v6 = high.selectFrom(v2, v6);
    v2 = t;
    t = low.selectFrom(v3, v7);
    v7 = high.selectFrom(v3, v7);
    v3 = t;
    t = low.selectFrom(v8, v12);
    v12 = high.selectFrom(v8, v12);
    v8 = t;
    t = low.selectFrom(v9, v13);
    v13 = high.selectFrom(v9, v13);
    v9 = t;
    t = low.selectFrom(v10, v14);
    v14 = high.selectFrom(v10, v14);
    v10 = t;
    t = low.selectFrom(v11, v15);
    v15 = high.selectFrom(v11, v15);
    v11 = t;
    low = IntVector.fromArray(INTS, LOW, 3 * LANES);
    high = IntVector.fromArray(INTS, HIGH, 3 * LANES);
    t = low.selectFrom(v0, v8);
    v8 = high.selectFrom(v0, v8);
    v0 = t;
    t = low.selectFrom(v1, v9);
    v9 = high.selectFrom(v1, v9);
    v1 = t;
    t = low.selectFrom(v2, v10);
    v10 = high.selectFrom(v2, v10);
    v2 = t;
    t = low.selectFrom(v3, v11);
    v11 = high.selectFrom(v3, v11);
    v3 = t;
    t = low.selectFrom(v4, v12);
    v12 = high.selectFrom(v4, v12);
    v4 = t;
    t = low.selectFrom(v5, v13);
    v13 = high.selectFrom(v5, v13);
    v5 = t;
    t = low.selectFrom(v6, v14);
    v14 = high.selectFrom(v6, v14);
    v6 = t;
    t = low.selectFrom(v7, v15);
    v15 = high.selectFrom(v7, v15);
    v7 = t;
    v0.reinterpretAsFloats().intoArray(y, to);
    v1.reinterpretAsFloats().intoArray(y, to + outPitch);
    v2.reinterpretAsFloats().intoArray(y, to + 2 * outPitch);
    v3.reinterpretAsFloats().intoArray(y, to + 3 * outPitch);
    v4.reinterpretAsFloats().intoArray(y, to + 4 * outPitch);
    v5.reinterpretAsFloats().intoArray(y, to + 5 * outPitch);
    v6.reinterpretAsFloats().intoArray(y, to + 6 * outPitch);
    v7.reinterpretAsFloats().intoArray(y, to + 7 * outPitch);
    v8.reinterpretAsFloats().intoArray(y, to + 8 * outPitch);
    v9.reinterpretAsFloats().intoArray(y, to + 9 * outPitch);
    v10.reinterpretAsFloats().intoArray(y, to + 10 * outPitch);
    v11.reinterpretAsFloats().intoArray(y, to + 11 * outPitch);
    v12.reinterpretAsFloats().intoArray(y, to + 12 * outPitch);
    v13.reinterpretAsFloats().intoArray(y, to + 13 * outPitch);
    v14.reinterpretAsFloats().intoArray(y, to + 14 * outPitch);
    v15.reinterpretAsFloats().intoArray(y, to + 15 * outPitch);
  }

  private static void few(
      float[] x, int from, int many, int pitch, int length, float[] y, int to, int outPitch) {
    if (many == FEW) {
      int second = from + pitch;
      int third = second + pitch;
      int fourth = third + pitch;
      int fifth = fourth + pitch;
      int sixth = fifth + pitch;
      int seventh = sixth + pitch;
      int eighth = seventh + pitch;
      for (int k = 0; k < length; k++) {
        int at = to + k * outPitch;
        y[at] = x[from + k];
        y[at + 1] = x[second + k];
        y[at + 2] = x[third + k];
        y[at + 3] = x[fourth + k];
        y[at + 4] = x[fifth + k];
        y[at + 5] = x[sixth + k];
        y[at + 6] = x[seventh + k];
        y[at + 7] = x[eighth + k];
      }
      return;
    }
    for (int r = 0; r < many; r++) {
      for (int k = 0; k < length; k++) {
        y[to + k * outPitch + r] = x[from + r * pitch + k];
      }
    }
  }
}
