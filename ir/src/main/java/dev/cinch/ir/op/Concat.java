// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Tensors one after the other along an axis: {@code (x, ...)}, all of one number format.
 *
 * @param axis the axis, from 0
 */
public record Concat(int axis) implements Move {

  private static final int MOST = 65536;

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, MOST);
    TensorType first = in.get(0);
    Operands.require(axis >= 0 && axis < first.shape().rank(), "axis " + axis + " of " + first);
    Operands.require(
        !(first.number() instanceof Affine affine && affine.channels() > 1),
        "a concatenation of per-channel " + first.number());
    long extent = 0;
    for (TensorType x : in) {
      Operands.sameNumber(first, x);
      Operands.require(
          x.shape().rank() == first.shape().rank()
              && x.shape().with(axis, 0).equals(first.shape().with(axis, 0)),
          "[" + x.shape() + "] beside [" + first.shape() + "] along axis " + axis);
      extent += x.shape().dim(axis);
      Operands.require(extent >= 0, "a concatenation of more than 2^63 indices");
    }
    long[] dims = first.shape().dims();
    dims[axis] = extent;
    return first.with(Operands.shape(dims));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Shape shape = type.shape();
    long outer = shape.size(0, axis);
    TensorWriter out = Tensor.writer(type);
    long index = 0;
    for (long o = 0; o < outer; o++) {
      for (Tensor x : in) {
        long run = x.shape().size(axis, x.shape().rank());
        for (long i = 0; i < run; i++) {
          Copy.one(x, o * run + i, out, index++);
        }
      }
    }
    return out.finish();
  }
}
