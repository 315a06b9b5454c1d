// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.FloatTile;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Products of matrices in single precision, both of which are computed, or come in a batch. An item
 * is a block of rows of one product; its worker packs those rows, and each panel of the right
 * matrix when it comes to it. Sums are those of {@link FloatMatrixProduct}.
 */
final class FloatMatrixProducts implements Step {

  /** Rows that share a packed panel, at most. */
  private static final int BLOCK = 64;

  private static final int PANEL = 8;

  private final float[] a;
  private final float[] b;
  private final float[] bias;
  private final float[] y;

  /** Matrices of both operands for each product. */
  private final int[] lefts;

  private final int[] rights;

  private final int count;
  private final int inner;
  private final int columns;

  /** Rows of an item, and items of a product. */
  private final int block;

  private final int blocks;

  /** Where a panel's rows begin. */
  private final int[] rows;

  private final FloatTile tile = new FloatTile(Clamp.NONE);
  private final Parts parts;
  private final Scratch scratch;
  private final Team.Task task = this::part;

  /**
   * Products.
   *
   * @param in places of both operands, and perhaps of a bias
   * @param out place of the result
   * @param setup what the steps of the program have in common
   */
  FloatMatrixProducts(List<Slot> in, Slot out, Setup setup) {
    Shape shape = out.type().shape();
    Shape left = in.get(0).type().shape();
    Shape right = in.get(1).type().shape();
    this.a = ((Floats) in.get(0).buffer()).at;
    this.b = ((Floats) in.get(1).buffer()).at;
    this.y = ((Floats) out.buffer()).at;
    this.lefts = matrices(left, shape);
    this.rights = matrices(right, shape);
    this.count = Math.toIntExact(shape.dim(-2));
    this.columns = Math.toIntExact(shape.dim(-1));
    this.inner = Math.toIntExact(left.dim(-1));
    this.bias = in.size() == 3 ? ((Floats) in.get(2).buffer()).at : new float[columns];
    this.scratch = setup.scratch();
    // Blocks so small that each thread has some, where there are few products.
    int share = Math.ceilDiv(lefts.length * count, 4 * setup.team().size());
    this.block = Math.clamp(Math.ceilDiv(share, PANEL) * (long) PANEL, PANEL, BLOCK);
    this.blocks = Math.ceilDiv(count, block);
    this.rows = new int[inner + 1];
    Arrays.setAll(rows, k -> k * FloatTile.WIDTH);
    // A product takes about as long as some numbers take that are only moved.
    this.parts =
        Parts.of(Math.multiplyExact(lefts.length, blocks), (long) block * columns * inner / 8 + 1);
    scratch.needOwn(Math.addExact(packedRows(), panel() + PANEL * FloatTile.WIDTH));
  }

  private int packedRows() {
    return Math.multiplyExact(block, inner + 2);
  }

  private int panel() {
    return Math.multiplyExact(inner + 1, FloatTile.WIDTH);
  }

  /** The matrix of an operand for each of the result's. */
  private static int[] matrices(Shape operand, Shape result) {
    Shape own = batch(operand);
    Shape all = batch(result);
    int[] matrices = new int[Math.toIntExact(all.size())];
    long[] strides = own.strides();
    for (int i = 0; i < matrices.length; i++) {
      int rest = i;
      for (int axis = all.rank() - 1; axis >= 0; axis--) {
        int ownAxis = axis - (all.rank() - own.rank());
        int extent = Math.toIntExact(all.dim(axis));
        if (ownAxis >= 0 && own.dim(ownAxis) != 1) {
          matrices[i] += Math.toIntExact(rest % extent * strides[ownAxis]);
        }
        rest /= extent;
      }
    }
    return matrices;
  }

  private static Shape batch(Shape matrices) {
    return Shape.of(Arrays.copyOf(matrices.dims(), matrices.rank() - 2));
  }

  @Override
  public void run(Team team) {
    team.each(parts.count(), task);
  }

  private void part(int part, int worker) {
    for (int i = parts.first(part); i < parts.end(part); i++) {
      multiply(i / blocks, i % blocks * block, scratch.own(worker));
    }
  }

  private void multiply(int product, int first, float[] own) {
    int many = Math.min(block, count - first);
    int left = (lefts[product] * count + first) * inner;
    int right = rights[product] * inner * columns;
    int result = (product * count + first) * columns;
    for (int row = 0; row < many; row += PANEL) {
      pack(left + row * inner, many - row, own, row * (inner + 2));
    }
    int panel = packedRows();
    int room = panel + panel();
    for (int column = 0; column < columns; column += FloatTile.WIDTH) {
      int width = Math.min(FloatTile.WIDTH, columns - column);
      System.arraycopy(bias, column, own, panel, width);
      for (int k = 0; k < inner; k++) {
        int to = panel + rows[k + 1];
        System.arraycopy(b, right + k * columns + column, own, to, width);
      }
      for (int row = 0; row < many; row += PANEL) {
        tile(own, row, many - row, panel, room, result + row * columns + column, width);
      }
    }
  }

  /** Packs rows: nothing to begin with, ones for the bias, then their numbers side by side. */
  private void pack(int from, int left, float[] to, int start) {
    int height = FloatTile.height(left);
    Arrays.fill(to, start, start + height, 0);
    Arrays.fill(to, start + height, start + 2 * height, 1);
    int at = start + 2 * height;
    for (int r = 0; r < height; r++) {
      // Rows that are not there repeat the last.
      int row = from + Math.min(r, left - 1) * inner;
      for (int k = 0; k < inner; k++) {
        to[at + k * height + r] = a[row + k];
      }
    }
  }

  private void tile(float[] own, int row, int left, int panel, int room, int to, int width) {
    int height = FloatTile.height(left);
    boolean whole = width == FloatTile.WIDTH && left >= height;
    float[] c = whole ? y : own;
    int target = whole ? to : room;
    int pitch = whole ? columns : FloatTile.WIDTH;
    int at = row * (inner + 2);
    if (height == PANEL) {
      tile.eight(own, at, own, rows, panel, c, target, pitch);
    } else {
      tile.four(own, at, own, rows, panel, c, target, pitch);
    }
    if (!whole) {
      for (int r = 0; r < Math.min(height, left); r++) {
        System.arraycopy(own, room + r * FloatTile.WIDTH, y, to + r * columns, width);
      }
    }
  }
}
