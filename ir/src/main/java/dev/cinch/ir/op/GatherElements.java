// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Single numbers by their index along an axis: {@code (x, indices)}, of one rank; elsewhere the
 * index is that of the result. Negative indices count from the end.
 *
 * @param axis from 0
 */
public record GatherElements(int axis) implements Move {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 2);
    TensorType x = in.get(0);
    Operands.indices(in.get(1));
    requireInside(x.shape(), in.get(1).shape(), axis);
    return x.with(in.get(1).shape());
  }

  /** Refuses indices that leave a tensor along another axis than theirs. */
  static void requireInside(Shape x, Shape indices, int axis) {
    Operands.require(axis >= 0 && axis < x.rank(), "axis " + axis + " of [" + x + "]");
    boolean inside = x.rank() == indices.rank();
    for (int other = 0; inside && other < x.rank(); other++) {
      inside = other == axis || indices.dim(other) <= x.dim(other);
    }
    Operands.require(inside, "indices of [" + indices + "] for [" + x + "]");
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Coordinates to = new Coordinates(type.shape());
    Coordinates from = new Coordinates(x.shape());
    long[] at = new long[type.shape().rank()];
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      to.of(i, at);
      at[axis] = from.within(in.get(1).rawAt(i), axis);
      Copy.one(x, from.flat(at), out, i);
    }
    return out.finish();
  }
}
