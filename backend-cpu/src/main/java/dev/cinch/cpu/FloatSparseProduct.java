// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.SparseBatch;
import dev.cinch.cpu.kernel.Turn;

/**
 * Product of several rows with a constant sparse matrix in single precision. Rows are turned over,
 * some at a time, so that each kept weight multiplies a vector of them; unless they come so, or the
 * result is wanted so.
 */
final class FloatSparseProduct implements Step {

  /** Below this density it is taken to be faster than the dense product: an estimate. */
  static final double DENSITY = 0.25;

  /** From this many rows on, they are turned over. */
  static final int MANY = 4;

  /** Rows that are turned over as a part of the work, and outputs at least. */
  private static final int PART = 16;

  /** Parts of the outputs for each of several workers. */
  private static final int PARTS = 2;

  private final Slot x;
  private final Slot y;
  private final float[] a;
  private final float[] sums;
  private final Scratch scratch;
  private final SparseBatch matrix;
  private final int inner;
  private final int columns;
  private final int rows;
  private final int perBlock;
  private final int blocks;
  private final int pitch;

  /** Outputs of a part: as many as can be, for they share the terms that are in the cache. */
  private final int outputs;

  /**
   * A product.
   *
   * @param x place of the left matrix
   * @param b the right matrix, with as many columns as the bias is long
   * @param bias one number for each column
   * @param y place of the result
   * @param clamp what happens to finished sums
   * @param setup what the steps of the program have in common
   */
  FloatSparseProduct(Slot x, float[] b, float[] bias, Slot y, Clamp clamp, Setup setup) {
    int workers = setup.team().size();
    this.x = x;
    this.y = y;
    this.a = ((Floats) x.buffer()).at;
    this.sums = ((Floats) y.buffer()).at;
    this.scratch = setup.scratch();
    this.inner = x.length();
    this.columns = bias.length;
    this.rows = y.rows();
    this.pitch = SparseBatch.pitch(rows);
    this.blocks = Math.ceilDiv(rows, SparseBatch.WIDEST);
    this.perBlock = Math.ceilDiv(rows, Math.max(1, blocks));
    int even = Math.ceilDiv(columns, workers == 1 ? 1 : PARTS * workers);
    this.outputs = Math.max(1, Math.ceilDiv(even, PART)) * PART;
    this.matrix = new SparseBatch(b, bias, pitch, clamp);
    int turned = x.isTurned() ? 0 : Math.multiplyExact(inner, pitch);
    int back = y.isTurned() ? 0 : Math.multiplyExact(columns, pitch);
    scratch.needAligned(Math.multiplyExact(blocks, Math.addExact(turned, back)));
  }

  /** Numbers of a turned matrix. */
  static int turnedSize(int rows, int length) {
    int blocks = Math.ceilDiv(rows, SparseBatch.WIDEST);
    return Math.multiplyExact(Math.multiplyExact(blocks, length), SparseBatch.pitch(rows));
  }

  @Override
  public void run(Team team) {
    if (!x.isTurned()) {
      team.each(blocks * Math.ceilDiv(perBlock, PART), this::turn);
    }
    team.each(blocks * Math.ceilDiv(columns, outputs), this::multiply);
  }

  private int rowsOf(int block) {
    return Math.min(perBlock, rows - block * perBlock);
  }

  private void turn(int part, int worker) {
    int parts = Math.ceilDiv(perBlock, PART);
    int block = part / parts;
    int first = part % parts * PART;
    int many = Math.min(PART, rowsOf(block) - first);
    int from = (block * perBlock + first) * inner;
    int to = Scratch.LINE + block * inner * pitch + first;
    Turn.matrix(a, from, many, inner, inner, scratch.shared(), to, pitch);
  }

  /** Multiplies some columns, and turns their sums back. */
  private void multiply(int part, int worker) {
    int parts = Math.ceilDiv(columns, outputs);
    int block = part / parts;
    int first = part % parts * outputs;
    int last = Math.min(columns, first + outputs);
    float[] b = x.isTurned() ? a : scratch.shared();
    int from = block * inner * pitch + (x.isTurned() ? 0 : Scratch.LINE);
    if (y.isTurned()) {
      matrix.multiply(first, last, b, from, sums, block * columns * pitch);
      return;
    }
    float[] aside = scratch.shared();
    int above = Scratch.LINE + (x.isTurned() ? 0 : blocks * inner * pitch);
    int to = above + block * columns * pitch;
    matrix.multiply(first, last, b, from, aside, to);
    int at = to + first * pitch;
    int row = block * perBlock;
    Turn.matrix(
        aside, at, last - first, pitch, rowsOf(block), sums, row * columns + first, columns);
  }
}
