// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;

/**
 * Where the taps of a sliding window fall on a plane, for any number of spatial axes. A row is a
 * run of windows along the last axis. For each tap, the windows of a row whose tap does not fall on
 * padding are consecutive, and so are (a stride apart) the numbers they read.
 */
public final class Unfold {

  private final int taps;
  private final int rows;
  private final int length;
  private final int stride;
  private final int plane;
  private final int[] first;
  private final int[] count;
  private final int[] source;

  /**
   * Prepares a window.
   *
   * @param window how the kernel slides
   * @param x extents of the input, NC followed by the spatial axes
   * @param y extents of the result, likewise
   * @throws ArithmeticException for planes beyond Java's arrays
   */
  public Unfold(Window window, Shape x, Shape y) {
    int last = window.axes() - 1;
    this.taps = Math.toIntExact(window.taps());
    this.length = last < 0 ? 1 : Math.toIntExact(y.dim(-1));
    this.rows = last < 0 ? 1 : Math.toIntExact(y.size(2, y.rank() - 1));
    this.stride = last < 0 ? 1 : Math.toIntExact(window.strides().get(last));
    this.plane = Math.toIntExact(x.size(2, x.rank()));
    this.first = new int[taps];
    this.count = new int[taps];
    this.source = new int[Math.multiplyExact(taps, rows)];
    Shape kernel = Shape.of(window.kernel());
    Shape outer = Shape.of(Arrays.copyOfRange(y.dims(), 2, Math.max(2, y.rank() - 1)));
    for (int tap = 0; tap < taps; tap++) {
      long[] t = coordinates(kernel, tap);
      long shift = last < 0 ? 0 : window.position(last, 0, t[last]);
      long extent = last < 0 ? 1 : x.dim(-1);
      long from = Math.clamp(Math.ceilDiv(-shift, stride), 0L, length);
      long until = Math.clamp(Math.floorDiv(extent - 1 - shift, stride) + 1, from, length);
      first[tap] = (int) from;
      count[tap] = (int) (until - from);
      for (int row = 0; row < rows; row++) {
        long start = start(window, x, coordinates(outer, row), t);
        source[tap * rows + row] =
            start < 0 ? -1 : Math.toIntExact(start + (count[tap] == 0 ? 0 : shift + from * stride));
      }
    }
  }

  private static long[] coordinates(Shape shape, long flat) {
    long[] at = new long[shape.rank()];
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      at[axis] = flat % shape.dim(axis);
      flat /= shape.dim(axis);
    }
    return at;
  }

  /** Flat index of the start of the input's row that a tap reads; -1 on padding. */
  private static long start(Window window, Shape x, long[] row, long[] tap) {
    long flat = 0;
    for (int axis = 0; axis < window.axes(); axis++) {
      long position = axis < row.length ? window.position(axis, row[axis], tap[axis]) : 0;
      if (position < 0 || position >= x.dim(axis + 2)) {
        return -1;
      }
      flat = flat * x.dim(axis + 2) + position;
    }
    return flat;
  }

  /** Taps of the kernel. */
  public int taps() {
    return taps;
  }

  /** Rows of the result's plane: the product of all its spatial extents but the last. */
  public int rows() {
    return rows;
  }

  /** Windows in a row: the last extent of the result. */
  public int length() {
    return length;
  }

  /** Numbers in the result's plane. */
  public int places() {
    return rows * length;
  }

  /** Numbers in the input's plane. */
  public int plane() {
    return plane;
  }

  /** Distance in the input between neighbouring windows of a row. */
  public int stride() {
    return stride;
  }

  /** The first window of each row whose tap does not fall beside the row. */
  public int first(int tap) {
    return first[tap];
  }

  /** How many windows from the first on have their tap on the row. */
  public int count(int tap) {
    return count[tap];
  }

  /** Index in the input's plane that the first window reads; -1 where all read padding. */
  public int source(int tap, int row) {
    return source[tap * rows + row];
  }
}
