// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.FloatTile;
import dev.cinch.cpu.kernel.SparseVector;
import dev.cinch.cpu.kernel.Turn;
import java.util.Arrays;

/**
 * Product with a constant sparse matrix in single precision. Few rows are multiplied one by one;
 * more are turned over, so that each kept weight multiplies a vector of rows.
 */
final class FloatSparseProduct implements Step {

  /** Below this density it is taken to be faster than the dense product: an estimate. */
  static final double DENSITY = 0.25;

  /** From this many rows on, they are turned over. */
  private static final int MANY = 4;

  /** Rows that are turned over at once. */
  private static final int BLOCK = 256;

  private static final int COLUMNS = 16;

  private final int count;
  private final int inner;
  private final int columns;
  private final float[] a;
  private final float[] y;
  private final Scratch scratch;
  private final SparseVector single;
  private final Filters filters;
  private final int pitch;
  private int block;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias
   * @param bias one number for each column
   * @param y the result
   * @param clamp what happens to finished sums
   * @param scratch room
   */
  FloatSparseProduct(
      int count,
      float[] a,
      int inner,
      float[] b,
      float[] bias,
      float[] y,
      Clamp clamp,
      Scratch scratch) {
    this.count = count;
    this.inner = inner;
    this.columns = bias.length;
    this.a = a;
    this.y = y;
    this.scratch = scratch;
    boolean few = count < MANY;
    int widest = Math.ceilDiv(Math.min(count, BLOCK), FloatTile.WIDTH) * FloatTile.WIDTH;
    // Not a power of two, which would use a few sets of the cache only.
    this.pitch = widest + FloatTile.WIDTH / 2;
    this.single = new SparseVector(few ? b : new float[0], few ? bias : new float[0], clamp);
    this.filters = filters(few ? new float[0] : b, few ? new float[0] : bias, clamp);
    scratch.needShared(
        few ? SparseVector.padded(inner) : (inner + columns) * pitch + FloatTile.SLACK);
    scratch.needOwn(Filters.TILE);
  }

  private Filters filters(float[] b, float[] bias, Clamp clamp) {
    float[] turned = new float[b.length];
    for (int k = 0; k < inner; k++) {
      for (int column = 0; column < bias.length; column++) {
        turned[column * inner + k] = b[k * bias.length + column];
      }
    }
    int[] offsets = new int[inner];
    Arrays.setAll(offsets, k -> k * pitch);
    return new Filters(turned, bias, 1, offsets, new FloatTile(clamp));
  }

  @Override
  public void run(Team team) {
    if (count < MANY) {
      for (int row = 0; row < count; row++) {
        row(row);
      }
      return;
    }
    for (block = 0; block < count; block += BLOCK) {
      team.each(Math.ceilDiv(rows(), Turn.ROWS), this::turn);
      team.each(Math.ceilDiv(columns, COLUMNS), this::columns);
    }
  }

  private int rows() {
    return Math.min(BLOCK, count - block);
  }

  private void row(int row) {
    float[] x = scratch.shared();
    System.arraycopy(a, row * inner, x, 0, inner);
    Arrays.fill(x, inner, SparseVector.padded(inner), 0);
    for (int group = 0; group < single.groups(); group += 2) {
      single.two(x, group, y, row * columns);
    }
  }

  private void turn(int part, int worker) {
    int first = part * Turn.ROWS;
    int many = Math.min(Turn.ROWS, rows() - first);
    Turn.rows(a, (block + first) * inner, many, inner, inner, scratch.shared(), first, pitch);
  }

  /** Multiplies some columns and turns their sums back. */
  private void columns(int part, int worker) {
    float[] b = scratch.shared();
    int first = part * COLUMNS;
    int last = Math.min(columns, first + COLUMNS);
    int sums = inner * pitch;
    filters.multiply(
        0,
        first,
        last,
        b,
        0,
        0,
        rows(),
        b,
        sums + first * pitch,
        pitch,
        pitch,
        scratch.own(worker));
    for (int column = first; column < last; column += Turn.ROWS) {
      int many = Math.min(Turn.ROWS, last - column);
      int to = block * columns + column;
      Turn.rows(b, sums + column * pitch, many, pitch, rows(), y, to, columns);
    }
  }
}
