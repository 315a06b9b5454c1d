// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;

/**
 * The greatest number or the sum of each window of planes of two axes, row by row: first along
 * columns, then along the row. Sums are exact where the result's format proves 32 bits enough.
 */
public final class IntPooling {

  private final int height;
  private final int width;
  private final int tall;
  private final int wide;
  private final int down;
  private final int right;
  private final int top;
  private final int left;
  private final int rows;
  private final int columns;
  private final boolean sum;
  private final int[] room;

  /**
   * Prepares a window of two axes without dilation.
   *
   * @param window how the kernel slides
   * @param x extents of the input
   * @param y extents of the result
   * @param sum whether windows are summed
   */
  public IntPooling(Window window, Shape x, Shape y, boolean sum) {
    this.height = Math.toIntExact(x.dim(2));
    this.width = Math.toIntExact(x.dim(3));
    this.tall = Math.toIntExact(window.kernel().get(0));
    this.wide = Math.toIntExact(window.kernel().get(1));
    this.down = Math.toIntExact(window.strides().get(0));
    this.right = Math.toIntExact(window.strides().get(1));
    this.top = Math.toIntExact(window.padsBegin().get(0));
    this.left = Math.toIntExact(window.padsBegin().get(1));
    this.rows = Math.toIntExact(y.dim(2));
    this.columns = Math.toIntExact(y.dim(3));
    this.sum = sum;
    this.room = new int[Math.max(left + width, (columns - 1) * right + wide)];
  }

  /** Whether a window can be prepared. */
  public static boolean takes(Window window) {
    return window.axes() == 2 && window.dilations().stream().allMatch(step -> step == 1);
  }

  /**
   * Pools planes.
   *
   * @param x the input
   * @param y the result
   * @param planes how many
   */
  public void planes(int[] x, int[] y, int planes) {
    Arrays.fill(room, sum ? 0 : Integer.MIN_VALUE);
    for (int plane = 0; plane < planes; plane++) {
      for (int row = 0; row < rows; row++) {
        int first = Math.max(0, row * down - top);
        int last = Math.min(height, row * down - top + tall);
        int from = (plane * height + first) * width;
        if (last <= first) {
          Arrays.fill(room, left, left + width, sum ? 0 : Integer.MIN_VALUE);
        } else {
          System.arraycopy(x, from, room, left, width);
        }
        for (int i = first + 1; i < last; i++) {
          from += width;
          combine(x, from);
        }
        taps(y, (plane * rows + row) * columns);
      }
    }
  }

  private void combine(int[] x, int from) {
    if (sum) {
      for (int i = 0; i < width; i++) {
        room[left + i] += x[from + i];
      }
    } else {
      for (int i = 0; i < width; i++) {
        room[left + i] = Math.max(room[left + i], x[from + i]);
      }
    }
  }

  private void taps(int[] y, int to) {
    for (int i = 0; i < columns; i++) {
      int at = i * right;
      int result = room[at];
      if (sum) {
        for (int tap = 1; tap < wide; tap++) {
          result += room[at + tap];
        }
      } else {
        for (int tap = 1; tap < wide; tap++) {
          result = Math.max(result, room[at + tap]);
        }
      }
      y[to + i] = result;
    }
  }
}
