// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Every so-manieth number along each axis: {@code (x)}.
 *
 * @param starts first index along each axis
 * @param steps distance to the next, negative to go back
 * @param shape how many along each axis
 */
public record Slice(List<Long> starts, List<Long> steps, Shape shape) implements Move {

  public Slice {
    starts = List.copyOf(starts);
    steps = List.copyOf(steps);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    int rank = x.shape().rank();
    Operands.require(
        starts.size() == rank && steps.size() == rank && shape.rank() == rank,
        "a slice of " + starts.size() + " axes of " + x);
    Operands.require(
        !(x.number() instanceof Affine affine && affine.channels() > 1),
        "a slice of per-channel " + x.number());
    for (int axis = 0; axis < rank; axis++) {
      long extent = x.shape().dim(axis);
      long first = starts.get(axis);
      long count = shape.dim(axis);
      boolean fits = count == 0 || (isIndex(first, extent) && reaches(axis, first, count, extent));
      Operands.require(
          fits, count + " from " + first + " by " + steps.get(axis) + " along " + extent);
    }
    return x.with(shape);
  }

  private static boolean isIndex(long index, long extent) {
    return index >= 0 && index < extent;
  }

  private boolean reaches(int axis, long first, long count, long extent) {
    try {
      return isIndex(
          Math.addExact(first, Math.multiplyExact(count - 1, (long) steps.get(axis))), extent);
    } catch (ArithmeticException _) {
      return false;
    }
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Coordinates to = new Coordinates(shape);
    Coordinates from = new Coordinates(x.shape());
    long[] at = new long[shape.rank()];
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < shape.size(); i++) {
      to.of(i, at);
      for (int axis = 0; axis < at.length; axis++) {
        at[axis] = starts.get(axis) + at[axis] * steps.get(axis);
      }
      Copy.one(x, from.flat(at), out, i);
    }
    return out.finish();
  }
}
