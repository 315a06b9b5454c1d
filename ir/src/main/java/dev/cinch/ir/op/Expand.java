// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Numbers repeated along axes of extent 1, and along new axes in front: {@code (x)}.
 *
 * @param shape extents of the result
 */
public record Expand(Shape shape) implements Move {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(
        Add.common(x, x.with(shape)).equals(shape),
        "[" + x.shape() + "] expanded to [" + shape + "]");
    Operands.require(
        !(x.number() instanceof Affine affine && affine.channels() > 1),
        "an expansion of per-channel " + x.number());
    return x.with(shape);
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Broadcast from = new Broadcast(in.get(0).shape(), shape);
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < shape.size(); i++) {
      Copy.one(in.get(0), from.index(i), out, i);
    }
    return out.finish();
  }
}
