// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.FloatTile;
import java.util.Arrays;

/**
 * Product with a constant matrix in single precision. The matrix is packed in panels as wide as a
 * tile, its first row being the bias; the rows of the left operand are packed at each run.
 */
final class FloatMatrixProduct implements Step {

  /** Rows that are packed at once. */
  private static final int BLOCK = 256;

  private static final int PANEL = 8;
  private static final int TILE = PANEL * FloatTile.WIDTH;

  private final int count;
  private final int inner;
  private final int columns;
  private final int tiles;
  private final float[] a;
  private final float[] y;
  private final float[] panels;
  private final int[] rows;
  private final FloatTile tile;
  private final Scratch scratch;
  private int block;

  /**
   * A product.
   *
   * @param operands the left matrix, the bias and the result
   * @param b the right matrix
   * @param clamp what happens to finished sums
   * @param scratch room
   */
  FloatMatrixProduct(MatrixOperands operands, float[] b, Clamp clamp, Scratch scratch) {
    float[] bias = operands.bias();
    this.count = operands.count();
    this.inner = operands.inner();
    this.columns = operands.columns();
    this.a = operands.a();
    this.y = operands.y();
    this.tiles = Math.ceilDiv(columns, FloatTile.WIDTH);
    this.tile = new FloatTile(clamp);
    this.scratch = scratch;
    int terms = inner + 1;
    this.panels = new float[Math.multiplyExact(tiles * FloatTile.WIDTH, terms)];
    for (int t = 0; t < tiles; t++) {
      int first = t * FloatTile.WIDTH;
      int width = Math.min(FloatTile.WIDTH, columns - first);
      int at = first * terms;
      System.arraycopy(bias, first, panels, at, width);
      for (int k = 0; k < inner; k++) {
        int row = at + (k + 1) * FloatTile.WIDTH;
        System.arraycopy(b, k * columns + first, panels, row, width);
      }
    }
    this.rows = new int[terms];
    Arrays.setAll(rows, k -> k * FloatTile.WIDTH);
    scratch.needShared(FloatTile.packed(Math.min(count, BLOCK), terms));
    scratch.needOwn(FloatTile.LONG_WIDTH + TILE);
  }

  @Override
  public void run(Team team) {
    if (count == 1) {
      packRow();
      team.each(Math.ceilDiv(tiles, 4), this::row);
      return;
    }
    for (block = 0; block < count; block += BLOCK) {
      team.each(Math.ceilDiv(rowsOfBlock(), PANEL), this::pack);
      team.each(tiles, this::column);
    }
  }

  private int rowsOfBlock() {
    return Math.min(BLOCK, count - block);
  }

  /** The only row: nothing to begin with, 1 for the bias, then its numbers. */
  private void packRow() {
    float[] to = scratch.shared();
    to[0] = 0;
    to[1] = 1;
    System.arraycopy(a, 0, to, 2, inner);
  }

  private void row(int group, int worker) {
    float[] own = scratch.own(worker);
    int panel = FloatTile.WIDTH * rows.length;
    int first = group * 4;
    if (first + 4 <= tiles) {
      int column = first * FloatTile.WIDTH;
      boolean whole = column + FloatTile.LONG_WIDTH <= columns;
      int to = whole ? column : 0;
      tile.one(
          scratch.shared(),
          0,
          panels,
          rows,
          0,
          rows.length,
          first * panel,
          panel,
          whole ? y : own,
          to);
      if (!whole) {
        System.arraycopy(own, 0, y, column, columns - column);
      }
      return;
    }
    for (int t = first; t < tiles; t++) {
      int column = t * FloatTile.WIDTH;
      boolean whole = column + FloatTile.WIDTH <= columns;
      tile.oneShort(
          scratch.shared(),
          0,
          panels,
          rows,
          0,
          rows.length,
          t * panel,
          whole ? y : own,
          whole ? column : 0);
      if (!whole) {
        System.arraycopy(own, 0, y, column, columns - column);
      }
    }
  }

  /** Packs rows: nothing to begin with, ones for the bias, then their numbers side by side. */
  private void pack(int panel, int worker) {
    float[] to = scratch.shared();
    int first = panel * PANEL;
    int left = rowsOfBlock() - first;
    int height = FloatTile.height(left);
    int at = first * (inner + 2);
    Arrays.fill(to, at, at + height, 0);
    Arrays.fill(to, at + height, at + 2 * height, 1);
    at += 2 * height;
    for (int r = 0; r < height; r++) {
      // Rows that are not there repeat the last.
      int from = (block + first + Math.min(r, left - 1)) * inner;
      for (int k = 0; k < inner; k++) {
        to[at + k * height + r] = a[from + k];
      }
    }
  }

  private void column(int t, int worker) {
    float[] own = scratch.own(worker);
    float[] packed = scratch.shared();
    int from = t * FloatTile.WIDTH * rows.length;
    int column = t * FloatTile.WIDTH;
    int width = Math.min(FloatTile.WIDTH, columns - column);
    int many = rowsOfBlock();
    for (int first = 0; first < many; first += PANEL) {
      int height = FloatTile.height(many - first);
      boolean whole = width == FloatTile.WIDTH && many - first >= height;
      int at = first * (inner + 2);
      int to = (block + first) * columns + column;
      float[] c = whole ? y : own;
      if (height == PANEL) {
        tile.eight(
            packed, at, panels, rows, from, c, whole ? to : 0, whole ? columns : FloatTile.WIDTH);
      } else {
        tile.four(
            packed, at, panels, rows, from, c, whole ? to : 0, whole ? columns : FloatTile.WIDTH);
      }
      if (!whole) {
        for (int r = 0; r < Math.min(height, many - first); r++) {
          System.arraycopy(own, r * FloatTile.WIDTH, y, to + r * columns, width);
        }
      }
    }
  }
}
