// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Slices of a tensor by their indices along an axis: {@code (x, indices)}; the axes of the indices
 * stand in place of the axis. Negative indices count from the end.
 *
 * @param axis from 0
 */
public record Gather(int axis) implements Move {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 2);
    TensorType x = in.get(0);
    Shape indices = in.get(1).shape();
    Operands.require(axis >= 0 && axis < x.shape().rank(), "axis " + axis + " of " + x);
    Operands.indices(in.get(1));
    int rank = x.shape().rank() - 1 + indices.rank();
    Operands.require(rank <= Shape.MAX_RANK, "a result of rank " + rank);
    long[] dims = new long[rank];
    System.arraycopy(x.shape().dims(), 0, dims, 0, axis);
    System.arraycopy(indices.dims(), 0, dims, axis, indices.rank());
    System.arraycopy(
        x.shape().dims(), axis + 1, dims, axis + indices.rank(), x.shape().rank() - axis - 1);
    return x.with(Operands.shape(dims));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Tensor indices = in.get(1);
    Coordinates coordinates = new Coordinates(x.shape());
    long inner = x.shape().size(axis + 1, x.shape().rank());
    long outer = x.shape().size(0, axis);
    TensorWriter out = Tensor.writer(type);
    long to = 0;
    for (long o = 0; o < outer; o++) {
      for (long k = 0; k < indices.size(); k++) {
        long index = coordinates.within(indices.rawAt(k), axis);
        for (long i = 0; i < inner; i++) {
          Copy.one(x, (o * x.shape().dim(axis) + index) * inner + i, out, to++);
        }
      }
    }
    return out.finish();
  }
}
