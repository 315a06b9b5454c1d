// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Normalization;
import dev.cinch.ir.tensor.Shape;

/**
 * Exponentials that sum to one, of single-precision numbers: some lines at once where the axis is
 * the last, else some columns.
 */
final class FloatSoftmax implements Step {

  /** Columns that are computed at once, at most. */
  private static final int COLUMNS = 256;

  /** Columns that are computed at once, at least, if there are so many: a line of a cache. */
  private static final int LEAST_COLUMNS = 16;

  /** Doubles that lines or columns take, if they are not longer by themselves. */
  private static final int ROOM = 1 << 15;

  private final float[] x;
  private final float[] y;
  private final int extent;
  private final int inner;

  /** Lines, or columns, of an item. */
  private final int width;

  /** Items of what lies before the axis; where it is the last one, that is 1. */
  private final int items;

  private final int lines;
  private final Parts parts;
  private final Scratch scratch;
  private final Team.Task task = this::part;

  /**
   * A step.
   *
   * @param axis along which results sum to one
   * @param in place of the operand
   * @param out place of the result
   * @param scratch room
   */
  FloatSoftmax(int axis, Slot in, Slot out, Scratch scratch) {
    Shape shape = out.type().shape();
    this.x = ((Floats) in.buffer()).at;
    this.y = ((Floats) out.buffer()).at;
    this.extent = Math.toIntExact(shape.dim(axis));
    this.inner = Math.toIntExact(shape.size(axis + 1, shape.rank()));
    this.lines = Math.toIntExact(shape.size(0, axis));
    this.scratch = scratch;
    int fit = ROOM / Math.max(1, extent);
    if (inner == 1) {
      this.width = Math.clamp(fit, 1, Normalization.LINES);
      this.items = 1;
      this.parts = Parts.of(Math.ceilDiv(lines, width), (long) extent * width);
      scratch.needOwnReals(Normalization.lineRoom(extent, width));
    } else {
      this.width = Math.min(inner, Math.clamp(fit, LEAST_COLUMNS, COLUMNS));
      this.items = width == 0 ? 0 : Math.ceilDiv(inner, width);
      this.parts = Parts.of(Math.multiplyExact(lines, items), (long) extent * width);
      scratch.needOwnReals(Normalization.columnRoom(extent, width));
    }
  }

  @Override
  public void run(Team team) {
    if (extent > 0) {
      team.each(parts.count(), task);
    }
  }

  private void part(int part, int worker) {
    double[] room = scratch.ownReals(worker);
    for (int i = parts.first(part); i < parts.end(part); i++) {
      if (inner == 1) {
        int first = i * width;
        int from = first * extent;
        Normalization.softmax(x, from, extent, Math.min(width, lines - first), y, from, room);
      } else {
        int column = i % items * width;
        int from = i / items * extent * inner + column;
        Normalization.softmax(
            x, from, extent, inner, Math.min(width, inner - column), y, from, room);
      }
    }
  }
}
