// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How an operand is broadcast: for the axes of the result, where it goes on and where it stays.
 * Axes that do the same are one, so that the last one runs over neighbours or over one number.
 */
final class Spread {

  /** From here on a library's loop is faster than ours. */
  private static final int LONG_RUN = 16;

  private final int[] extents;
  private final int[] strides;

  private Spread(int[] extents, int[] strides) {
    this.extents = extents;
    this.strides = strides;
  }

  /** How an operand becomes as large as a result, which has numbers. */
  static Spread of(Shape operand, Shape result) {
    long[] own = operand.strides();
    int shift = result.rank() - operand.rank();
    List<int[]> axes = new ArrayList<>();
    for (int axis = result.rank() - 1; axis >= 0; axis--) {
      int extent = Math.toIntExact(result.dim(axis));
      boolean stays = axis < shift || operand.dim(axis - shift) == 1;
      int stride = stays ? 0 : Math.toIntExact(own[axis - shift]);
      int[] last = axes.isEmpty() ? new int[] {1, stride} : axes.getLast();
      if (axes.isEmpty() && extent > 1) {
        axes.add(new int[] {extent, stride});
      } else if (extent > 1 && stride == last[0] * last[1]) {
        last[0] *= extent;
      } else if (extent > 1) {
        axes.add(new int[] {extent, stride});
      }
    }
    if (axes.isEmpty()) {
      axes.add(new int[] {1, 1});
    }
    List<int[]> inOrder = axes.reversed();
    return new Spread(
        inOrder.stream().mapToInt(axis -> axis[0]).toArray(),
        inOrder.stream().mapToInt(axis -> axis[1]).toArray());
  }

  /** Whether the operand is the result as it is. */
  boolean isWhole() {
    return extents.length == 1 && strides[0] == 1;
  }

  /** Whether the operand is one number. */
  boolean isOne() {
    return extents.length == 1 && strides[0] == 0;
  }

  /** What a copy does with a run of the result. */
  private interface Run {
    void copy(int first, int stride, int to, int count);
  }

  /** Copies what belongs to some numbers of the result, from a flat index on. */
  void copy(float[] x, int from, int count, float[] y, int to) {
    each(
        from,
        count,
        (first, stride, place, many) -> {
          if (stride == 0 && many >= LONG_RUN) {
            Arrays.fill(y, to + place, to + place + many, x[first]);
          } else if (many >= LONG_RUN) {
            System.arraycopy(x, first, y, to + place, many);
          } else {
            for (int i = 0; i < many; i++) {
              y[to + place + i] = x[first + i * stride];
            }
          }
        });
  }

  /** Copies integers, as {@link #copy(float[], int, int, float[], int)} does floats. */
  void copy(int[] x, int from, int count, float[] y, int to) {
    each(
        from,
        count,
        (first, stride, place, many) -> {
          if (stride == 0) {
            Arrays.fill(y, to + place, to + place + many, x[first]);
          } else {
            for (int i = 0; i < many; i++) {
              y[to + place + i] = x[first + i];
            }
          }
        });
  }

  private void each(int from, int count, Run run) {
    int last = extents.length - 1;
    int inner = extents[last];
    int column = from % inner;
    int row = from / inner;
    int done = 0;
    while (done < count) {
      // One after the other along the axis before the last, then all is found anew.
      int rows = last == 0 ? 1 : extents[last - 1] - row % extents[last - 1];
      int step = last == 0 ? 0 : strides[last - 1];
      int start = start(row);
      for (int r = 0; r < rows && done < count; r++) {
        int many = Math.min(inner - column, count - done);
        run.copy(start + r * step + column * strides[last], strides[last], done, many);
        done += many;
        column = 0;
      }
      row += rows;
    }
  }

  /** Where a row of the last axis begins in the operand. */
  private int start(int row) {
    int start = 0;
    int rest = row;
    for (int axis = extents.length - 2; axis >= 0; axis--) {
      start += rest % extents[axis] * strides[axis];
      rest /= extents[axis];
    }
    return start;
  }
}
