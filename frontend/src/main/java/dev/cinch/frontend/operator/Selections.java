// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.stream.LongStream;

/** Operators whose result is as long as their numbers say, which must be known on import. */
final class Selections {

  private Selections() {}

  /** NonZero: the indices of all numbers that are not zero, one row for each axis. */
  static Operand nonZero(Call call) {
    Tensor x = call.decided(0, "the tensor, whose numbers say how long the result is,");
    Shape shape = x.shape();
    long[] found = LongStream.range(0, x.size()).filter(i -> x.valueAt(i) != 0).toArray();
    long[] strides = shape.strides();
    int count = found.length;
    return Stored.of(
        call.name(),
        Tables.integers(
            Shape.of(shape.rank(), count),
            i -> {
              int axis = (int) (i / count);
              return found[(int) (i % count)] / strides[axis] % shape.dim(axis);
            }));
  }

  /**
   * Compress: the slices along an axis, or the numbers of a flat tensor, that a condition names.
   */
  static Operand compress(Call call) {
    boolean flat = !call.attributes().has("axis");
    long stated = call.attributes().integer("axis", 0);
    Tensor condition = call.decided(1, "the condition");
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Value whole = flat ? out.reshape(x, call.shape(0).size()) : x;
    int axis = flat ? 0 : Axes.within(stated, call.shape(0).rank(), false);
    long extent = out.shape(whole).dim(axis);
    if (!condition.type().isFixed() || condition.size() > extent) {
      throw new TypeException(condition.type() + " as conditions for " + extent + " slices");
    }
    long[] kept =
        LongStream.range(0, condition.size()).filter(i -> condition.rawAt(i) != 0).toArray();
    return call.give(new Gather(axis), whole, out.integers(kept));
  }
}
