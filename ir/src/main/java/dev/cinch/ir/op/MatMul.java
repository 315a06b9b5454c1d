// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Matrix product: {@code (a, b)} or {@code (a, b, bias)} with a [..., m, k], b [..., k, n], bias
 * [n]; the result is [..., m, n]. Leading axes broadcast; operands of rank 1 are not taken (readers
 * reshape them). On fixed-point operands the result is exact: its fraction is the sum of the
 * fractions of a and b, which is also the bias's.
 */
public record MatMul() implements Contraction {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 3);
    Shape a = in.get(0).shape();
    Shape b = in.get(1).shape();
    Operands.require(
        a.rank() >= 2 && b.rank() >= 2, "matrices [" + a + "] and [" + b + "] of rank below 2");
    Operands.require(a.dim(-1) == b.dim(-2), "inner extents of [" + a + "] and [" + b + "] differ");
    Shape batch;
    try {
      batch = Shape.broadcast(batch(a), batch(b));
    } catch (IllegalArgumentException e) {
      throw new TypeException(String.valueOf(e.getMessage()));
    }
    long[] dims = java.util.Arrays.copyOf(batch.dims(), batch.rank() + 2);
    dims[batch.rank()] = a.dim(-2);
    dims[batch.rank() + 1] = b.dim(-1);
    Products products = Products.of(in, a.dim(-1), b.dim(-1));
    return new TensorType(products.result(), Operands.shape(dims));
  }

  private static Shape batch(Shape matrices) {
    return Shape.of(java.util.Arrays.copyOf(matrices.dims(), matrices.rank() - 2));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor a = in.get(0);
    Tensor b = in.get(1);
    Shape batch = batch(type.shape());
    Broadcast fromA = new Broadcast(batch(a.shape()), batch);
    Broadcast fromB = new Broadcast(batch(b.shape()), batch);
    long rows = type.shape().dim(-2);
    long columns = type.shape().dim(-1);
    long inner = a.shape().dim(-1);
    TensorWriter out = Tensor.writer(type);
    long index = 0;
    for (long matrix = 0; matrix < batch.size(); matrix++) {
      long startA = fromA.index(matrix) * rows * inner;
      long startB = fromB.index(matrix) * inner * columns;
      for (long row = 0; row < rows; row++) {
        for (long column = 0; column < columns; column++) {
          Sum sum = Sum.start(in, column);
          for (long k = 0; k < inner; k++) {
            sum.add(a, startA + row * inner + k, b, startB + k * columns + column);
          }
          sum.write(out, index++);
        }
      }
    }
    return out.finish();
  }
}
