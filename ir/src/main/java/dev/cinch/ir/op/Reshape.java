// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;

/**
 * The same numbers in the same row-major order under other extents: {@code (x)}.
 *
 * @param shape the new extents
 */
public record Reshape(Shape shape) implements Move {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(
        x.shape().size() == shape.size(), "[" + x.shape() + "] reshaped to [" + shape + "]");
    Operands.require(
        !(x.number() instanceof Affine affine && affine.channels() > 1),
        "a reshape of per-channel " + x.number());
    return x.with(shape);
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    return in.get(0).reshaped(shape);
  }
}
