// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Convolution operators. */
final class Convolutions {

  private Convolutions() {}

  /** Conv, operator sets 1 to 22: one meaning, with {@code auto_pad} resolved. */
  static Operand conv(Call call) {
    Windows windows = Windows.of(call);
    long groups = call.attributes().integer("group", 1);
    Shape weights = call.shape(1);
    if (weights.rank() < 2) {
      throw new TypeException("weights of [" + weights + "]");
    }
    List<Long> kernel = LongStream.of(weights.dims()).skip(2).boxed().toList();
    Conv conv = new Conv(windows.over(call.shape(0), Optional.of(kernel)), groups);
    Value x = call.in(0);
    Value w = call.in(1);
    Arithmetic.requireFloats(call, x);
    return call.has(2) ? call.give(conv, x, w, call.in(2)) : call.give(conv, x, w);
  }
}
