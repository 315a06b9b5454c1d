// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Shape;
import java.util.List;

/** Kernels for what moves numbers. */
final class Moves {

  private Moves() {}

  /** Tensors one after the other along an axis. */
  static Step concatenation(int axis, List<Slot> in, Slot out) {
    int outer = Math.toIntExact(out.type().shape().size(0, axis));
    int[] runs = new int[in.size()];
    Object[] sources = new Object[in.size()];
    for (int i = 0; i < runs.length; i++) {
      Shape shape = in.get(i).type().shape();
      runs[i] = Math.toIntExact(shape.size(axis, shape.rank()));
      sources[i] = in.get(i).buffer().array();
    }
    Object target = out.buffer().array();
    return () -> {
      int at = 0;
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i < runs.length; i++) {
          System.arraycopy(sources[i], o * runs[i], target, at, runs[i]);
          at += runs[i];
        }
      }
    };
  }

  /** Axes in another order. */
  static Step transpose(List<Integer> permutation, Slot x, Slot y) {
    int[] from = sources(permutation, x, y);
    return switch (y.buffer()) {
      case Floats out -> {
        float[] in = ((Floats) x.buffer()).at;
        yield () -> {
          for (int i = 0; i < from.length; i++) {
            out.at[i] = in[from[i]];
          }
        };
      }
      case Doubles out -> {
        double[] in = ((Doubles) x.buffer()).at;
        yield () -> {
          for (int i = 0; i < from.length; i++) {
            out.at[i] = in[from[i]];
          }
        };
      }
      case Ints out -> {
        int[] in = ((Ints) x.buffer()).at;
        yield () -> {
          for (int i = 0; i < from.length; i++) {
            out.at[i] = in[from[i]];
          }
        };
      }
      case Longs out -> {
        long[] in = ((Longs) x.buffer()).at;
        yield () -> {
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
