// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

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

  /** Axes in another order. */
  static Step transpose(List<Integer> permutation, Slot x, Slot y) {
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
