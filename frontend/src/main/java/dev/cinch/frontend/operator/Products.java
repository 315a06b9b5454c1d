// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Matrix products. */
final class Products {

  private static final List<Integer> SWAP = List.of(1, 0);

  private Products() {}

  /** MatMul, with vectors as matrices of one row or one column. */
  static Operand matMul(Call call) {
    Value a = call.in(0);
    Value b = call.in(1);
    Shape left = call.scope().type(a).shape();
    Shape right = call.scope().type(b).shape();
    if (left.rank() >= 2 && right.rank() >= 2) {
      return Arithmetic.wrapping(call, new MatMul(), a, b);
    }
    if (!call.scope().type(a).isFloat()) {
      throw new TypeException("a product of integer vectors is not supported");
    }
    Expansion out = new Expansion(call);
    return out.give(matrices(call, out, a, b));
  }

  /** The product of matrices, or of vectors as matrices of one row or one column. */
  static Value matrices(Call call, Expansion out, Value a, Value b) {
    Shape left = out.shape(a);
    Shape right = out.shape(b);
    if (left.rank() == 0 || right.rank() == 0) {
      throw new TypeException("a product with a scalar");
    }
    Value rows = left.rank() > 1 ? a : call.step("row", new Reshape(Shape.of(1, left.size())), a);
    Value columns =
        right.rank() > 1 ? b : call.step("column", new Reshape(Shape.of(right.size(), 1)), b);
    Value product = call.step("matrix", new MatMul(), rows, columns);
    List<Long> kept = new ArrayList<>(LongStream.of(out.shape(product).dims()).boxed().toList());
    if (right.rank() == 1) {
      kept.removeLast();
    }
    if (left.rank() == 1) {
      kept.remove(kept.size() - (right.rank() == 1 ? 1 : 2));
    }
    return out.reshape(product, Shape.of(kept));
  }

  /** {@code dev.cinch.MatMul}: a matrix product with a bias for each column. */
  static Operand matMulWithBias(Call call) {
    return call.has(2)
        ? call.give(new MatMul(), call.in(0), call.in(1), call.in(2))
        : call.give(new MatMul(), call.in(0), call.in(1));
  }

  /**
   * Gemm: {@code alpha * a * b + beta * c}, operands transposed on demand. Where c is a row, which
   * is what exporters write for a dense layer, it becomes the product's bias.
   */
  static Operand gemm(Call call) {
    boolean transposeA = call.attributes().flag("transA");
    boolean transposeB = call.attributes().flag("transB");
    float alpha = call.attributes().real("alpha", 1);
    float beta = call.attributes().real("beta", 1);
    call.attributes().ignore("broadcast");
    Value a = transposeA ? transposed(call, 0) : call.in(0);
    Value b = transposeB ? transposed(call, 1) : call.in(1);
    TensorType type = call.scope().type(a);
    Shape right = call.scope().type(b).shape();
    if (type.shape().rank() != 2 || right.rank() != 2) {
      throw new TypeException("[" + type.shape() + "] and [" + right + "] are not two matrices");
    }
    Arithmetic.requireFloats(call, a);
    if (!type.isFloat() && (alpha != 1 || beta != 1)) {
      throw new TypeException("integers scaled by alpha " + alpha + " and beta " + beta);
    }
    if (!call.has(2) || beta == 0) {
      return scaled(call, alpha, a, b);
    }
    long columns = right.dim(1);
    if (alpha == 1 && beta == 1 && isRow(call.shape(2), columns)) {
      return call.give(new MatMul(), a, b, row(call, 2, columns));
    }
    Value product = call.step("product", new MatMul(), a, b);
    if (alpha != 1) {
      product = call.step("scaled", new Multiply(), product, scalar(call, "alpha", alpha, type));
    }
    Value c = call.in(2);
    if (beta != 1) {
      c = call.step("offset", new Multiply(), c, scalar(call, "beta", beta, type));
    }
    Operand sum = call.give(new Add(), product, c);
    Shape wanted = call.scope().type(product).shape();
    if (sum instanceof Operand.Computed(var value)
        && !call.scope().type(value).shape().equals(wanted)) {
      throw new TypeException(
          "c of [" + call.shape(2) + "] does not broadcast to [" + wanted + "]");
    }
    return sum;
  }

  private static boolean isRow(Shape c, long columns) {
    return c.size() == columns && (c.rank() == 1 || (c.rank() == 2 && c.dim(0) == 1));
  }

  private static Value row(Call call, int index, long columns) {
    Shape row = Shape.of(columns);
    if (call.shape(index).equals(row)) {
      return call.in(index);
    }
    return call.operand(index) instanceof Stored stored
        ? call.constant(stored.name(), stored.tensor().reshaped(row))
        : call.step("bias", new Reshape(row), call.in(index));
  }

  private static Operand scaled(Call call, float alpha, Value a, Value b) {
    if (alpha == 1) {
      return call.give(new MatMul(), a, b);
    }
    Value product = call.step("product", new MatMul(), a, b);
    TensorType type = call.scope().type(product);
    return call.give(new Multiply(), product, scalar(call, "alpha", alpha, type));
  }

  private static Value scalar(Call call, String name, float number, TensorType like) {
    TensorWriter out = Tensor.writer(new TensorType(like.number(), Shape.of()));
    out.setValue(0, number);
    return call.constant(call.name() + "_" + name, out.finish());
  }

  /** A matrix transposed: in place when it is stored, so that weights stay weights. */
  private static Value transposed(Call call, int index) {
    if (call.operand(index) instanceof Stored stored && call.shape(index).rank() == 2) {
      return stored.transposed(call.scope());
    }
    return call.step("transposed" + (index == 0 ? "A" : "B"), new Transpose(SWAP), call.in(index));
  }
}
