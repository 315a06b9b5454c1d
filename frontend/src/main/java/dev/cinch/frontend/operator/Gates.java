// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Parts of language models beside attention: gates, causal convolution, caches. */
final class Gates {

  private Gates() {}

  /** SwiGLU (Shazeer 2020): the first operand's Swish gates the second. */
  static Operand swiGlu(Call call) {
    float alpha = call.attributes().real("alpha", 1);
    Expansion out = new Expansion(call);
    Value gate = call.step("gate", new Unary(UnaryFunction.SWISH, List.of(alpha)), call.in(0));
    return out.give(out.mul(gate, call.in(1)));
  }

  /**
   * CausalConvWithState: each channel convolved with what came before it; the second result is what
   * the next step needs of this one.
   */
  static Operand causalConv(Call call) {
    String activation = call.attributes().text("activation", "none");
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Value w = call.in(1);
    Shape weights = call.shape(1);
    if (out.rank(x) != 3 || weights.rank() != 3 || weights.dim(2) < 1) {
      throw new TypeException(
          "a causal convolution of [" + out.shape(x) + "] with [" + weights + "]");
    }
    Shape shape = out.shape(x);
    long before = weights.dim(2) - 1;
    Value state = call.has(3) ? call.in(3) : out.expand(out.scalar(0, x), shape.with(2, before));
    Value padded = out.concat(2, List.of(state, x));
    Conv conv = new Conv(Window.of(weights.dim(2)), shape.dim(1));
    Value sums =
        call.has(2)
            ? call.step("conv", conv, padded, w, call.in(2))
            : call.step("conv", conv, padded, w);
    Value result =
        switch (activation) {
          case "none", "" -> sums;
          case "silu", "swish" -> swish(call, out, sums);
          default -> throw new TypeException("activation \"" + activation + "\" is not known");
        };
    long end = out.shape(padded).dim(2);
    return Operand.Several.of(
        Expansion.part(result), Expansion.part(out.slice(padded, 2, end - before, end)));
  }

  private static Value swish(Call call, Expansion out, Value x) {
    NumberType number = out.type(x).number();
    Value wide = number == FloatType.F64 ? x : out.cast(x, FloatType.F32);
    Value gated = call.step("swish", new Unary(UnaryFunction.SWISH, List.of(1f)), wide);
    return out.cast(gated, number);
  }

  /** TensorScatter: new rows of a cache, at a place for each of the batch, perhaps going round. */
  static Operand tensorScatter(Call call) {
    long stated = call.attributes().integer("axis", -2);
    String mode = call.attributes().text("mode", "linear");
    Expansion out = new Expansion(call);
    Value cache = call.in(0);
    Value update = call.in(1);
    int rank = out.rank(cache);
    int axis = Axes.within(stated, rank, false);
    if (axis == 0 || !List.of("linear", "circular").contains(mode)) {
      throw new TypeException("mode \"" + mode + "\" along axis " + axis);
    }
    long[] along = ones(rank);
    along[axis] = out.shape(update).dim(axis);
    Value steps = out.reshape(out.integers(LongStream.range(0, along[axis]).toArray()), along);
    Value places = steps;
    if (call.has(2)) {
      long[] batch = ones(rank);
      batch[0] = out.shape(update).dim(0);
      Value starts = out.reshape(out.cast(call.in(2), Fixed.INT64), batch);
      places = out.add(starts, steps);
    }
    if (mode.equals("circular")) {
      long extent = out.shape(cache).dim(axis);
      places = out.binary(BinaryFunction.MOD, places, out.scalar((double) extent, places));
    }
    Value everywhere = out.expand(places, out.shape(update));
    return call.give(new ScatterElements(axis, Collision.NONE), cache, everywhere, update);
  }

  private static long[] ones(int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    return dims;
  }
}
