// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pieces of a row of a matrix product on 32-bit integers whose sums stay in registers: {@code c[j]
 * = bias + sum over k of weights[k] * b[k][j]}, the rows of b being given by where they begin, as
 * for {@link FloatTile}.
 *
 * <p>Exact by construction: addition and multiplication modulo 2^32 give the true result of any
 * order whenever that result has at most 32 bits, and callers come here only when it is proved to.
 */
public final class IntTile {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns of a short piece. */
  public static final int WIDTH = 2 * LANES;

  /** Columns of a piece in between. */
  public static final int MIDDLE_WIDTH = 3 * WIDTH;

  /** Columns of a long piece. */
  public static final int LONG_WIDTH = 4 * WIDTH;

  private IntTile() {}

  /**
   * Computes {@link #LONG_WIDTH} columns.
   *
   * @param bias what the sum begins with
   * @param weights the coefficients
   * @param rows where the row of each begins in b, relative to {@code from}
   * @param first index of the first coefficient
   * @param last index after the last
   * @param b the right matrix
   * @param from index in b of the first column in a row that begins at 0
   * @param c where sums go
   * @param to index of the first sum
   */
  public static void wide(
      int bias,
      int[] weights,
      int[] rows,
      int first,
      int last,
      int[] b,
      int from,
      int[] c,
      int to) {
    IntVector c0 = IntVector.broadcast(SPECIES, bias);
    IntVector c1 = c0;
    IntVector c2 = c0;
    IntVector c3 = c0;
    IntVector c4 = c0;
    IntVector c5 = c0;
    IntVector c6 = c0;
    IntVector c7 = c0;
    for (int k = first; k < last; k++) {
      int row = from + rows[k];
      int w = weights[k];
      c0 = IntVector.fromArray(SPECIES, b, row).mul(w).add(c0);
      c1 = IntVector.fromArray(SPECIES, b, row + LANES).mul(w).add(c1);
      c2 = IntVector.fromArray(SPECIES, b, row + 2 * LANES).mul(w).add(c2);
      c3 = IntVector.fromArray(SPECIES, b, row + 3 * LANES).mul(w).add(c3);
      c4 = IntVector.fromArray(SPECIES, b, row + 4 * LANES).mul(w).add(c4);
      c5 = IntVector.fromArray(SPECIES, b, row + 5 * LANES).mul(w).add(c5);
      c6 = IntVector.fromArray(SPECIES, b, row + 6 * LANES).mul(w).add(c6);
      c7 = IntVector.fromArray(SPECIES, b, row + 7 * LANES).mul(w).add(c7);
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

  /** Computes {@link #MIDDLE_WIDTH} columns; parameters as those of {@link #wide}. */
  public static void middle(
      int bias,
      int[] weights,
      int[] rows,
      int first,
      int last,
      int[] b,
      int from,
      int[] c,
      int to) {
    IntVector c0 = IntVector.broadcast(SPECIES, bias);
    IntVector c1 = c0;
    IntVector c2 = c0;
    IntVector c3 = c0;
    IntVector c4 = c0;
    IntVector c5 = c0;
    for (int k = first; k < last; k++) {
      int row = from + rows[k];
      int w = weights[k];
      c0 = IntVector.fromArray(SPECIES, b, row).mul(w).add(c0);
      c1 = IntVector.fromArray(SPECIES, b, row + LANES).mul(w).add(c1);
      c2 = IntVector.fromArray(SPECIES, b, row + 2 * LANES).mul(w).add(c2);
      c3 = IntVector.fromArray(SPECIES, b, row + 3 * LANES).mul(w).add(c3);
      c4 = IntVector.fromArray(SPECIES, b, row + 4 * LANES).mul(w).add(c4);
      c5 = IntVector.fromArray(SPECIES, b, row + 5 * LANES).mul(w).add(c5);
    }
    c0.intoArray(c, to);
    c1.intoArray(c, to + LANES);
    c2.intoArray(c, to + 2 * LANES);
    c3.intoArray(c, to + 3 * LANES);
    c4.intoArray(c, to + 4 * LANES);
    c5.intoArray(c, to + 5 * LANES);
  }

  /** Computes {@link #WIDTH} columns; parameters as those of {@link #wide}. */
  public static void narrow(
      int bias,
      int[] weights,
      int[] rows,
      int first,
      int last,
      int[] b,
      int from,
      int[] c,
      int to) {
    IntVector c0 = IntVector.broadcast(SPECIES, bias);
    IntVector c1 = c0;
    for (int k = first; k < last; k++) {
      int row = from + rows[k];
      int w = weights[k];
      c0 = IntVector.fromArray(SPECIES, b, row).mul(w).add(c0);
      c1 = IntVector.fromArray(SPECIES, b, row + LANES).mul(w).add(c1);
    }
    c0.intoArray(c, to);
    c1.intoArray(c, to + LANES);
  }
}
