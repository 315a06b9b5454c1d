// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with some rows of a panel that is as wide as {@link CodedPanels#WIDTH}, added to sums
 * that other rows have begun.
 */
public final class FloatBlock {

  private static final VectorSpecies<Float> SPECIES = CodedPanels.SPECIES;
  private static final int LANES = CodedPanels.LANES;
  private static final int WIDTH = CodedPanels.WIDTH;

  private FloatBlock() {}

  /**
   * Adds the products of one row.
   *
   * @param x its numbers
   * @param at where they begin
   * @param inner how many
   * @param block as many rows
   * @param from where they begin
   * @param sums {@link CodedPanels#WIDTH} sums
   * @param to where they begin
   */
  public static void one(
      float[] x, int at, int inner, float[] block, int from, float[] sums, int to) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, sums, to);
    FloatVector c1 = FloatVector.fromArray(SPECIES, sums, to + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(SPECIES, sums, to + 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(SPECIES, sums, to + 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(SPECIES, sums, to + 6 * LANES);
    FloatVector c7 = FloatVector.fromArray(SPECIES, sums, to + 7 * LANES);
    for (int k = 0; k < inner; k++) {
      FloatVector v = FloatVector.broadcast(SPECIES, x[at + k]);
      int row = from + k * WIDTH;
      c0 = v.fma(FloatVector.fromArray(SPECIES, block, row), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, block, row + LANES), c1);
      c2 = v.fma(FloatVector.fromArray(SPECIES, block, row + 2 * LANES), c2);
      c3 = v.fma(FloatVector.fromArray(SPECIES, block, row + 3 * LANES), c3);
      c4 = v.fma(FloatVector.fromArray(SPECIES, block, row + 4 * LANES), c4);
      c5 = v.fma(FloatVector.fromArray(SPECIES, block, row + 5 * LANES), c5);
      c6 = v.fma(FloatVector.fromArray(SPECIES, block, row + 6 * LANES), c6);
      c7 = v.fma(FloatVector.fromArray(SPECIES, block, row + 7 * LANES), c7);
    }
    c0.intoArray(sums, to);
    c1.intoArray(sums, to + LANES);
    c2.intoArray(sums, to + 2 * LANES);
    c3.intoArray(sums, to + 3 * LANES);
    c4.intoArray(sums, to + 4 * LANES);
    c5.intoArray(sums, to + 5 * LANES);
    c6.intoArray(sums, to + 6 * LANES);
    c7.intoArray(sums, to + 7 * LANES);
  }

  /**
   * Adds the products of four rows with half the columns.
   *
   * @param x their numbers, side by side term by term
   * @param at where they begin
   * @param inner how many there are of each
   * @param block as many rows
   * @param from where they begin, at the half that is meant
   * @param sums {@link CodedPanels#HALF} sums of each row
   * @param to where the first row's begin; the others follow {@link CodedPanels#WIDTH} apart
   */
  public static void four(
      float[] x, int at, int inner, float[] block, int from, float[] sums, int to) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, sums, to);
    FloatVector c01 = FloatVector.fromArray(SPECIES, sums, to + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, sums, to + WIDTH);
    FloatVector c11 = FloatVector.fromArray(SPECIES, sums, to + WIDTH + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, sums, to + WIDTH + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(SPECIES, sums, to + WIDTH + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH);
    FloatVector c21 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH);
    FloatVector c31 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH + 3 * LANES);
    for (int k = 0; k < inner; k++) {
      int row = from + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, block, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, block, row + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, block, row + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, block, row + 3 * LANES);
      int p = at + 4 * k;
      FloatVector v = FloatVector.broadcast(SPECIES, x[p]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      c03 = v.fma(b3, c03);
      v = FloatVector.broadcast(SPECIES, x[p + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      c13 = v.fma(b3, c13);
      v = FloatVector.broadcast(SPECIES, x[p + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      c23 = v.fma(b3, c23);
      v = FloatVector.broadcast(SPECIES, x[p + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      c33 = v.fma(b3, c33);
    }
    c00.intoArray(sums, to);
    c01.intoArray(sums, to + LANES);
    c02.intoArray(sums, to + 2 * LANES);
    c03.intoArray(sums, to + 3 * LANES);
    c10.intoArray(sums, to + WIDTH);
    c11.intoArray(sums, to + WIDTH + LANES);
    c12.intoArray(sums, to + WIDTH + 2 * LANES);
    c13.intoArray(sums, to + WIDTH + 3 * LANES);
    c20.intoArray(sums, to + 2 * WIDTH);
    c21.intoArray(sums, to + 2 * WIDTH + LANES);
    c22.intoArray(sums, to + 2 * WIDTH + 2 * LANES);
    c23.intoArray(sums, to + 2 * WIDTH + 3 * LANES);
    c30.intoArray(sums, to + 3 * WIDTH);
    c31.intoArray(sums, to + 3 * WIDTH + LANES);
    c32.intoArray(sums, to + 3 * WIDTH + 2 * LANES);
    c33.intoArray(sums, to + 3 * WIDTH + 3 * LANES);
  }
}
