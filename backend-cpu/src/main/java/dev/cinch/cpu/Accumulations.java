// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Node;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Normalize;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Every sum of an operator whose result is exact in fixed point, term by term. Planes are walked
 * place after place, all channels of a place together, as streams carry them.
 */
final class Accumulations {

  /** Sees the sums. */
  interface Visitor {
    /**
     * Called once for each number of the result.
     *
     * @param index flat index in the result
     * @param terms what it is the sum of
     */
    void see(int index, Terms terms);
  }

  private Accumulations() {}

  /**
   * Whether a node is accumulated: sums and products of fixed point whose format is to hold them.
   * Reductions of ONNX's integers are not: they wrap around by definition, as some casts do.
   */
  static boolean has(Node node) {
    return node.type().isFixed()
        && switch (node.op()) {
          case Contraction _, SumPool _, Add _, Multiply _ -> true;
          case Source _, Pool _, Elementwise _, Reduce _, Normalize _, Move _, Recurrent _ -> false;
        };
  }

  /** Shows all sums of a node that {@link #has} some. */
  static void walk(Node node, List<Tensor> in, Visitor visitor) {
    Shape y = node.type().shape();
    switch (node.op()) {
      case Conv conv -> convolution(conv, in, y, visitor);
      case MatMul _ -> product(in, y, visitor);
      case SumPool pool -> pool(pool, in.get(0), y, visitor);
      case Add _ -> {
        long[] a = expanded(in.get(0), y);
        long[] b = expanded(in.get(1), y);
        long[] once = {1, 1};
        for (int i = 0; i < a.length; i++) {
          visitor.see(i, new Terms(0, new long[] {a[i], b[i]}, 0, once, 0, 1, 2));
        }
      }
      case Multiply _ -> {
        long[] a = expanded(in.get(0), y);
        long[] b = expanded(in.get(1), y);
        for (int i = 0; i < a.length; i++) {
          visitor.see(i, new Terms(0, a, i, b, i, 1, 1));
        }
      }
      case Source _, Pool _, Elementwise _, Reduce _, Normalize _, Move _, Recurrent _ ->
          throw new IllegalArgumentException(node.name() + " accumulates nothing");
    }
  }

  private static void convolution(Conv conv, List<Tensor> in, Shape y, Visitor visitor) {
    Patch patch = new Patch(conv.window(), in.get(0), y);
    long[] w = in.get(1).toRaws();
    int filters = Math.toIntExact(y.dim(1));
    long[] bias = bias(in, filters);
    int terms = filters == 0 ? 0 : w.length / filters;
    int perGroup = Math.max(1, Math.toIntExact(filters / conv.groups()));
    for (int image = 0; image < y.dim(0); image++) {
      for (int place = 0; place < patch.places(); place++) {
        long[] x = patch.at(image, place);
        for (int m = 0; m < filters; m++) {
          int index = (image * filters + m) * patch.places() + place;
          int from = m / perGroup * terms;
          visitor.see(index, new Terms(bias[m], x, from, w, m * terms, 1, terms));
        }
      }
    }
  }

  private static void pool(SumPool pool, Tensor input, Shape y, Visitor visitor) {
    Patch patch = new Patch(pool.window(), input, y);
    int taps = Math.toIntExact(pool.window().taps());
    long[] once = new long[taps];
    Arrays.fill(once, 1);
    int channels = Math.toIntExact(y.dim(1));
    for (int image = 0; image < y.dim(0); image++) {
      for (int place = 0; place < patch.places(); place++) {
        long[] x = patch.at(image, place);
        for (int c = 0; c < channels; c++) {
          int index = (image * channels + c) * patch.places() + place;
          visitor.see(index, new Terms(0, x, c * taps, once, 0, 1, taps));
        }
      }
    }
  }

  private static void product(List<Tensor> in, Shape y, Visitor visitor) {
    int inner = Math.toIntExact(in.get(0).shape().dim(-1));
    int rows = Math.toIntExact(y.dim(-2));
    int columns = Math.toIntExact(y.dim(-1));
    long[] a = expanded(in.get(0), matrices(y, rows, inner));
    long[] b = expanded(in.get(1), matrices(y, inner, columns));
    long[] bias = bias(in, columns);
    for (int index = 0; index < y.size(); index++) {
      int row = index / columns;
      int column = index % columns;
      int at = row / rows * inner * columns + column;
      visitor.see(index, new Terms(bias[column], a, row * inner, b, at, columns, inner));
    }
  }

  /** Extents of as many matrices as a batched product gives. */
  private static Shape matrices(Shape y, int rows, int columns) {
    return y.with(y.rank() - 2, rows).with(y.rank() - 1, columns);
  }

  private static long[] bias(List<Tensor> in, int outputs) {
    return in.size() == 3 ? in.get(2).toRaws() : new long[outputs];
  }

  private static long[] expanded(Tensor operand, Shape shape) {
    return operand.shape().equals(shape)
        ? operand.toRaws()
        : new Expand(shape).eval(List.of(operand), operand.type().with(shape)).toRaws();
  }
}
