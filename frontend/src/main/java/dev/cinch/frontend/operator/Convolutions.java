// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Convolution operators. */
final class Convolutions {

  private Convolutions() {}

  /** Conv, operator sets 1 to 22: one meaning, with {@code auto_pad} resolved. */
  static Operand conv(Call call) {
    Conv conv = window(call, 1);
    Value x = call.in(0);
    Value w = call.in(1);
    Arithmetic.requireFloats(call, x);
    return call.has(2) ? call.give(conv, x, w, call.in(2)) : call.give(conv, x, w);
  }

  /** ConvInteger: integers less their zero points, in 32 bits; padding is the zero point. */
  static Operand integer(Call call) {
    Expansion out = new Expansion(call);
    Conv conv = window(call, 1);
    Value x = centred(call, out, 0, call.optional(2), false);
    Value w = centred(call, out, 1, call.optional(3), true);
    return out.give(out.cast(call.step("exact", conv, x, w), Fixed.INT32));
  }

  /** QLinearConv: the exact convolution of quantized numbers, quantized again. */
  static Operand quantized(Call call) {
    Expansion out = new Expansion(call);
    Conv conv = window(call, 3);
    int rank = call.shape(0).rank();
    Value x = centred(call, out, 0, Optional.of(call.in(2)), false);
    Value w = centred(call, out, 3, Optional.of(call.in(5)), true);
    Value sum =
        call.has(8) ? call.step("exact", conv, x, w, call.in(8)) : call.step("exact", conv, x, w);
    Quantization.Alignment channels =
        it -> out.rank(it) == 0 ? it : Statistics.channels(out, it, rank);
    Value scales =
        out.mul(
            channels.of(Quantization.one(out, out.cast(call.in(1), FloatType.F64))),
            channels.of(Quantization.one(out, out.cast(call.in(4), FloatType.F64))));
    return out.give(Quantization.requantized(call, out, sum, scales, 6, 7, channels));
  }

  private static Conv window(Call call, int weights) {
    Windows windows = Windows.of(call);
    long groups = call.attributes().integer("group", 1);
    Shape shape = call.shape(weights);
    if (shape.rank() < 2) {
      throw new TypeException("weights of [" + shape + "]");
    }
    List<Long> kernel = LongStream.of(shape.dims()).skip(2).boxed().toList();
    return new Conv(windows.over(call.shape(0), Optional.of(kernel)), groups);
  }

  /** Eight-bit integers less their zero point, one or one for each filter, exactly. */
  private static Value centred(
      Call call, Expansion out, int operand, Optional<Value> zero, boolean filters) {
    Fixed narrow = new Fixed(true, Short.SIZE + 1, 0);
    Value wide = out.cast(call.in(operand), Fixed.INT32);
    if (zero.isPresent()) {
      Value point = Quantization.one(out, out.cast(zero.get(), Fixed.INT32));
      if (filters && out.rank(point) == 1) {
        long[] dims = new long[out.rank(wide)];
        Arrays.fill(dims, 1);
        dims[0] = out.shape(point).size();
        point = out.reshape(point, dims);
      }
      wide = out.sub(wide, point);
    }
    return call.step("narrow", new Cast(narrow, Rounding.FLOOR, Overflow.WRAP), wide);
  }
}
