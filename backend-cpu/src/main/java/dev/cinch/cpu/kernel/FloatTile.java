// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pieces of a matrix product whose sums stay in registers: {@code c[m][j] = start[m] + sum over k
 * of a[m][k] * b[k][j]}, for some rows m and {@link #WIDTH} columns j.
 *
 * <p>Rows of b are given by where they begin, so that they may be shifted views of one plane, which
 * is what a convolution multiplies. a is packed: for a panel of rows their starts, then the panel's
 * coefficients term by term. Each sum is taken in the order of the terms with one rounding for each
 * ({@link Math#fma}), so results depend neither on the width of vectors nor on how a product is cut
 * into pieces.
 *
 * <p>The loops are written out, since vectors that are handed to a method that is not inlined
 * become objects. Columns are always computed in whole tiles: b has to be readable, and c writable,
 * up to there.
 */
public final class FloatTile {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns of a tile. */
  public static final int WIDTH = 2 * LANES;

  /** Columns of the tile of a single row. */
  public static final int LONG_WIDTH = 4 * WIDTH;

  /** Numbers behind the end of an array that tiles may read. */
  public static final int SLACK = LONG_WIDTH;

  private final boolean clamps;
  private final float low;
  private final float high;

  /**
   * Tiles of one product.
   *
   * @param clamp what happens to finished sums
   */
  public FloatTile(Clamp clamp) {
    this.clamps = !clamp.equals(Clamp.NONE);
    this.low = clamp.low();
    this.high = clamp.high();
  }

  /** Rows of the panel that takes some of the rows that are left: 8 or 4. */
  public static int height(int left) {
    return left > 4 ? 8 : 4;
  }

  /** Numbers of packed panels of 8, and perhaps one of 4, rows. */
  public static int packed(int rows, int terms) {
    int whole = rows / 8 * 8;
    return (rows == whole ? rows : whole + height(rows - whole)) * (terms + 1);
  }

  /**
   * Computes a tile of 8 rows.
   *
   * @param a the packed panel
   * @param at where it begins
   * @param b the right matrix
   * @param rows where its rows begin, relative to {@code from}
   * @param from index in b of the tile's first column in a row that begins at 0
   * @param c where sums go
   * @param to index of the tile's first number
   * @param pitch distance of the rows of c
   */
  public void eight(
      float[] a, int at, float[] b, int[] rows, int from, float[] c, int to, int pitch) {
    FloatVector c00 = FloatVector.broadcast(SPECIES, a[at]);
    FloatVector c10 = FloatVector.broadcast(SPECIES, a[at + 1]);
    FloatVector c20 = FloatVector.broadcast(SPECIES, a[at + 2]);
    FloatVector c30 = FloatVector.broadcast(SPECIES, a[at + 3]);
    FloatVector c40 = FloatVector.broadcast(SPECIES, a[at + 4]);
    FloatVector c50 = FloatVector.broadcast(SPECIES, a[at + 5]);
    FloatVector c60 = FloatVector.broadcast(SPECIES, a[at + 6]);
    FloatVector c70 = FloatVector.broadcast(SPECIES, a[at + 7]);
    FloatVector c01 = c00;
    FloatVector c11 = c10;
    FloatVector c21 = c20;
    FloatVector c31 = c30;
    FloatVector c41 = c40;
    FloatVector c51 = c50;
    FloatVector c61 = c60;
    FloatVector c71 = c70;
    int first = at + 8;
    for (int k = 0; k < rows.length; k++) {
      int row = from + rows[k];
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      int p = first + k * 8;
      FloatVector v = FloatVector.broadcast(SPECIES, a[p]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[p + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, a[p + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, a[p + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(SPECIES, a[p + 4]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(SPECIES, a[p + 5]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      v = FloatVector.broadcast(SPECIES, a[p + 6]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      v = FloatVector.broadcast(SPECIES, a[p + 7]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
    }
    if (clamps) {
      c00 = c00.max(low).min(high);
      c01 = c01.max(low).min(high);
      c10 = c10.max(low).min(high);
      c11 = c11.max(low).min(high);
      c20 = c20.max(low).min(high);
      c21 = c21.max(low).min(high);
      c30 = c30.max(low).min(high);
      c31 = c31.max(low).min(high);
      c40 = c40.max(low).min(high);
      c41 = c41.max(low).min(high);
      c50 = c50.max(low).min(high);
      c51 = c51.max(low).min(high);
      c60 = c60.max(low).min(high);
      c61 = c61.max(low).min(high);
      c70 = c70.max(low).min(high);
      c71 = c71.max(low).min(high);
    }
    c00.intoArray(c, to);
    c01.intoArray(c, to + LANES);
    c10.intoArray(c, to + pitch);
    c11.intoArray(c, to + pitch + LANES);
    c20.intoArray(c, to + 2 * pitch);
    c21.intoArray(c, to + 2 * pitch + LANES);
    c30.intoArray(c, to + 3 * pitch);
    c31.intoArray(c, to + 3 * pitch + LANES);
    c40.intoArray(c, to + 4 * pitch);
    c41.intoArray(c, to + 4 * pitch + LANES);
    c50.intoArray(c, to + 5 * pitch);
    c51.intoArray(c, to + 5 * pitch + LANES);
    c60.intoArray(c, to + 6 * pitch);
    c61.intoArray(c, to + 6 * pitch + LANES);
    c70.intoArray(c, to + 7 * pitch);
    c71.intoArray(c, to + 7 * pitch + LANES);
  }

  /** Computes a tile of 4 rows; parameters as those of {@link #eight}. */
  public void four(
      float[] a, int at, float[] b, int[] rows, int from, float[] c, int to, int pitch) {
    FloatVector c00 = FloatVector.broadcast(SPECIES, a[at]);
    FloatVector c10 = FloatVector.broadcast(SPECIES, a[at + 1]);
    FloatVector c20 = FloatVector.broadcast(SPECIES, a[at + 2]);
    FloatVector c30 = FloatVector.broadcast(SPECIES, a[at + 3]);
    FloatVector c01 = c00;
    FloatVector c11 = c10;
    FloatVector c21 = c20;
    FloatVector c31 = c30;
    int first = at + 4;
    for (int k = 0; k < rows.length; k++) {
      int row = from + rows[k];
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      int p = first + k * 4;
      FloatVector v = FloatVector.broadcast(SPECIES, a[p]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[p + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, a[p + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, a[p + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
    }
    if (clamps) {
      c00 = c00.max(low).min(high);
      c01 = c01.max(low).min(high);
      c10 = c10.max(low).min(high);
      c11 = c11.max(low).min(high);
      c20 = c20.max(low).min(high);
      c21 = c21.max(low).min(high);
      c30 = c30.max(low).min(high);
      c31 = c31.max(low).min(high);
    }
    c00.intoArray(c, to);
    c01.intoArray(c, to + LANES);
    c10.intoArray(c, to + pitch);
    c11.intoArray(c, to + pitch + LANES);
    c20.intoArray(c, to + 2 * pitch);
    c21.intoArray(c, to + 2 * pitch + LANES);
    c30.intoArray(c, to + 3 * pitch);
    c31.intoArray(c, to + 3 * pitch + LANES);
  }

  /**
   * Computes {@link #LONG_WIDTH} columns of one row.
   *
   * @param a the coefficients, of which only some may be there: the sparse row
   * @param at index of the start; the coefficients follow it
   * @param b the right matrix
   * @param rows where its rows begin, relative to {@code from}; the first coefficient's at {@code
   *     first}
   * @param first index in {@code rows}
   * @param count how many coefficients
   * @param from index in b of the first column in a row that begins at 0
   * @param step distance in b of one tile's columns and the next
   * @param c where sums go
   * @param to index of the first sum
   */
  public void one(
      float[] a,
      int at,
      float[] b,
      int[] rows,
      int first,
      int count,
      int from,
      int step,
      float[] c,
      int to) {
    FloatVector c0 = FloatVector.broadcast(SPECIES, a[at]);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    for (int k = 0; k < count; k++) {
      int row = from + rows[first + k];
      FloatVector v = FloatVector.broadcast(SPECIES, a[at + 1 + k]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, b, row), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
      row += step;
      c2 = v.fma(FloatVector.fromArray(SPECIES, b, row), c2);
      c3 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c3);
      row += step;
      c4 = v.fma(FloatVector.fromArray(SPECIES, b, row), c4);
      c5 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c5);
      row += step;
      c6 = v.fma(FloatVector.fromArray(SPECIES, b, row), c6);
      c7 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c7);
    }
    if (clamps) {
      c0 = c0.max(low).min(high);
      c1 = c1.max(low).min(high);
      c2 = c2.max(low).min(high);
      c3 = c3.max(low).min(high);
      c4 = c4.max(low).min(high);
      c5 = c5.max(low).min(high);
      c6 = c6.max(low).min(high);
      c7 = c7.max(low).min(high);
    }
    c0.intoArray(c, to);
    c1.intoArray(c, to + LANES);
    c2.intoArray(c, to + 2 * LANES);
    c3.intoArray(c, to + 3 * LANES);
    c4.intoArray(c, to + 4 * LANES);
    c5.intoArray(c, to + 5 * LANES);
    c6.intoArray(c, to + 6 * LANES);
    c7.intoArray(c, to + 7 * LANES);
  }

  /** Computes twice {@link #WIDTH} columns of one row; parameters as those of {@link #one}. */
  public void oneHalf(
      float[] a, int at, float[] b, int[] rows, int first, int count, int from, float[] c, int to) {
    FloatVector c0 = FloatVector.broadcast(SPECIES, a[at]);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    for (int k = 0; k < count; k++) {
      int row = from + rows[first + k];
      FloatVector v = FloatVector.broadcast(SPECIES, a[at + 1 + k]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, b, row), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
      c2 = v.fma(FloatVector.fromArray(SPECIES, b, row + 2 * LANES), c2);
      c3 = v.fma(FloatVector.fromArray(SPECIES, b, row + 3 * LANES), c3);
    }
    if (clamps) {
      c0 = c0.max(low).min(high);
      c1 = c1.max(low).min(high);
      c2 = c2.max(low).min(high);
      c3 = c3.max(low).min(high);
    }
    c0.intoArray(c, to);
    c1.intoArray(c, to + LANES);
    c2.intoArray(c, to + 2 * LANES);
    c3.intoArray(c, to + 3 * LANES);
  }

  /**
   * Computes twice {@link #WIDTH} columns of two rows, each with coefficients of its own.
   *
   * @param a the coefficients
   * @param at index of the first row's start; its coefficients follow it
   * @param other index of the second row's start, behind the first row's coefficients
   * @param b the right matrix
   * @param rows where its rows begin, relative to {@code from}
   * @param first index in {@code rows} of the first row's
   * @param count coefficients of the first row
   * @param otherCount coefficients of the second row, whose rows of b follow the first's
   * @param from index in b of the first column in a row that begins at 0
   * @param c where sums go
   * @param to index of the first row's first sum
   * @param pitch distance of the rows of c
   */
  public void twoHalf(
      float[] a,
      int at,
      int other,
      float[] b,
      int[] rows,
      int first,
      int count,
      int otherCount,
      int from,
      float[] c,
      int to,
      int pitch) {
    FloatVector c0 = FloatVector.broadcast(SPECIES, a[at]);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector d0 = FloatVector.broadcast(SPECIES, a[other]);
    FloatVector d1 = d0;
    FloatVector d2 = d0;
    FloatVector d3 = d0;
    int second = first + count;
    int both = Math.min(count, otherCount);
    for (int k = 0; k < both; k++) {
      int row = from + rows[first + k];
      FloatVector v = FloatVector.broadcast(SPECIES, a[at + 1 + k]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, b, row), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
      c2 = v.fma(FloatVector.fromArray(SPECIES, b, row + 2 * LANES), c2);
      c3 = v.fma(FloatVector.fromArray(SPECIES, b, row + 3 * LANES), c3);
      row = from + rows[second + k];
      v = FloatVector.broadcast(SPECIES, a[other + 1 + k]);
      d0 = v.fma(FloatVector.fromArray(SPECIES, b, row), d0);
      d1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), d1);
      d2 = v.fma(FloatVector.fromArray(SPECIES, b, row + 2 * LANES), d2);
      d3 = v.fma(FloatVector.fromArray(SPECIES, b, row + 3 * LANES), d3);
    }
    for (int k = both; k < count; k++) {
      int row = from + rows[first + k];
      FloatVector v = FloatVector.broadcast(SPECIES, a[at + 1 + k]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, b, row), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
      c2 = v.fma(FloatVector.fromArray(SPECIES, b, row + 2 * LANES), c2);
      c3 = v.fma(FloatVector.fromArray(SPECIES, b, row + 3 * LANES), c3);
    }
    for (int k = both; k < otherCount; k++) {
      int row = from + rows[second + k];
      FloatVector v = FloatVector.broadcast(SPECIES, a[other + 1 + k]);
      d0 = v.fma(FloatVector.fromArray(SPECIES, b, row), d0);
      d1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), d1);
      d2 = v.fma(FloatVector.fromArray(SPECIES, b, row + 2 * LANES), d2);
      d3 = v.fma(FloatVector.fromArray(SPECIES, b, row + 3 * LANES), d3);
    }
    if (clamps) {
      c0 = c0.max(low).min(high);
      c1 = c1.max(low).min(high);
      c2 = c2.max(low).min(high);
      c3 = c3.max(low).min(high);
      d0 = d0.max(low).min(high);
      d1 = d1.max(low).min(high);
      d2 = d2.max(low).min(high);
      d3 = d3.max(low).min(high);
    }
    c0.intoArray(c, to);
    c1.intoArray(c, to + LANES);
    c2.intoArray(c, to + 2 * LANES);
    c3.intoArray(c, to + 3 * LANES);
    d0.intoArray(c, to + pitch);
    d1.intoArray(c, to + pitch + LANES);
    d2.intoArray(c, to + pitch + 2 * LANES);
    d3.intoArray(c, to + pitch + 3 * LANES);
  }

  /** Computes {@link #WIDTH} columns of one row; parameters as those of {@link #one}. */
  public void oneShort(
      float[] a, int at, float[] b, int[] rows, int first, int count, int from, float[] c, int to) {
    FloatVector c0 = FloatVector.broadcast(SPECIES, a[at]);
    FloatVector c1 = c0;
    for (int k = 0; k < count; k++) {
      int row = from + rows[first + k];
      FloatVector v = FloatVector.broadcast(SPECIES, a[at + 1 + k]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, b, row), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
    }
    if (clamps) {
      c0 = c0.max(low).min(high);
      c1 = c1.max(low).min(high);
    }
    c0.intoArray(c, to);
    c1.intoArray(c, to + LANES);
  }
}
