// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * A tensor with single numbers put at an index along an axis: {@code (x, indices, updates)}, the
 * last two of one shape. Negative indices count from the end.
 *
 * @param axis from 0
 * @param collision what a number does with the one that is there
 */
public record ScatterElements(int axis, Collision collision) implements Move {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 3, 3);
    TensorType x = in.get(0);
    Operands.indices(in.get(1));
    Operands.sameNumber(x, in.get(2));
    Operands.require(
        in.get(1).shape().equals(in.get(2).shape()), in.get(1) + " places for " + in.get(2));
    GatherElements.requireInside(x.shape(), in.get(1).shape(), axis);
    return x;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor updates = in.get(2);
    Coordinates from = new Coordinates(updates.shape());
    Coordinates to = new Coordinates(type.shape());
    long[] at = new long[type.shape().rank()];
    TensorWriter out = Tensor.writer(type);
    Tensor written = Copy.all(in.get(0), out);
    for (long i = 0; i < updates.size(); i++) {
      from.of(i, at);
      at[axis] = to.within(in.get(1).rawAt(i), axis);
      collision.put(updates, i, written, out, to.flat(at));
    }
    return out.finish();
  }
}
