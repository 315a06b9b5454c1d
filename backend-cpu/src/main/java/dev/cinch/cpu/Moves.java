// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Turn;
import dev.cinch.ir.tensor.Shape;
import java.util.List;

/** Kernels for what moves numbers. */
final class Moves {

  /** From this many numbers on, a run is a part of its own. */
  private static final int LONG_RUN = 64;

  private Moves() {}

  /** Tensors one after the other along an axis. */
  static Step concatenation(int axis, List<Slot> in, Slot out) {
    Shape shape = out.type().shape();
    int outer = Math.toIntExact(shape.size(0, axis));
    int inner = Math.toIntExact(shape.size(axis + 1, shape.rank()));
    int extent = Math.toIntExact(shape.dim(axis));
    Object target = out.buffer().array();
    return team -> {
      int first = 0;
      for (Slot source : in) {
        int many = Math.toIntExact(source.type().shape().dim(axis));
        int to = first;
        if (inner < LONG_RUN) {
          int run = many * inner;
          team.each(
              outer, (o, _) -> copyRows(source, o * run, run, target, (o * extent + to) * inner));
        } else {
          team.each(
              outer * many,
              (i, _) -> {
                int at = (i / many * extent + to + i % many) * inner;
                copyRows(source, i * inner, inner, target, at);
              });
        }
        first += many;
      }
    };
  }

  /**
   * Copies numbers, a whole number of rows of a source whose rows may be further apart than long.
   */
  private static void copyRows(Slot source, int first, int count, Object target, int to) {
    Object from = source.buffer().array();
    int length = source.length();
    if (source.pitch() == length) {
      System.arraycopy(from, first, target, to, count);
      return;
    }
    for (int row = 0; row < count / length; row++) {
      int start = (first / length + row) * source.pitch();
      System.arraycopy(from, start, target, to + row * length, length);
    }
  }

  /** Rows that are turned over as a part of the work. */
  private static final int ROWS = 16;

  /** Axes in another order. */
  static Step transpose(List<Integer> permutation, Slot x, Slot y) {
    if (x.buffer() instanceof Floats in && y.buffer() instanceof Floats out) {
      int kept = 0;
      while (kept < permutation.size() && permutation.get(kept) == kept) {
        kept++;
      }
      int rows = permutation.indexOf(kept) - kept;
      if (kept < permutation.size() && isRotated(permutation, kept, rows)) {
        Shape shape = x.type().shape();
        int middle = shape.rank() - rows;
        return turns(
            in.at,
            out.at,
            Math.toIntExact(shape.size(0, kept)),
            Math.toIntExact(shape.size(kept, middle)),
            Math.toIntExact(shape.size(middle, shape.rank())));
      }
    }
    return permute(permutation, x, y);
  }

  /** Whether the axes behind some come as the last so many, then the others. */
  private static boolean isRotated(List<Integer> permutation, int kept, int last) {
    int count = permutation.size() - kept;
    for (int i = 0; i < count; i++) {
      if (permutation.get(kept + i) != kept + (i + count - last) % count) {
        return false;
      }
    }
    return true;
  }

  /** Matrices that are turned over, one after the other. */
  private static Step turns(float[] x, float[] y, int matrices, int rows, int columns) {
    int parts = Math.ceilDiv(rows, ROWS);
    Team.Task task =
        (part, _) -> {
          int from = part / parts * rows * columns;
          int row = part % parts * ROWS;
          int many = Math.min(ROWS, rows - row);
          Turn.matrix(x, from + row * columns, many, columns, columns, y, from + row, rows);
        };
    return team -> team.each(matrices * parts, task);
  }

  private static Step permute(List<Integer> permutation, Slot x, Slot y) {
    int[] from = sources(permutation, x, y);
    return switch (y.buffer()) {
      case Floats out -> {
        float[] in = ((Floats) x.buffer()).at;
        yield _ -> {
          for (int i = 0; i < from.length; i++) {
            out.at[i] = in[from[i]];
          }
        };
      }
      case Doubles out -> {
        double[] in = ((Doubles) x.buffer()).at;
        yield _ -> {
          for (int i = 0; i < from.length; i++) {
            out.at[i] = in[from[i]];
          }
        };
      }
      case Ints out -> {
        int[] in = ((Ints) x.buffer()).at;
        yield _ -> {
          for (int i = 0; i < from.length; i++) {
            out.at[i] = in[from[i]];
          }
        };
      }
      case Longs out -> {
        long[] in = ((Longs) x.buffer()).at;
        yield _ -> {
          for (int i = 0; i < from.length; i++) {
            out.at[i] = in[from[i]];
          }
        };
      }
    };
  }

  private static int[] sources(List<Integer> permutation, Slot x, Slot y) {
    long[] strides = x.type().shape().strides();
    Shape to = y.type().shape();
    int[] from = new int[y.size()];
    for (int i = 0; i < from.length; i++) {
      int rest = i;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        int extent = Math.toIntExact(to.dim(axis));
        from[i] += Math.toIntExact(rest % extent * strides[permutation.get(axis)]);
        rest /= extent;
      }
    }
    return from;
  }
}
