// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;

/**
 * Constants in fixed point, rounded to nearest, ties to even. The form stays: a shared value is
 * rounded once, in its table, and what is known to be zero stays so.
 */
final class QuantizeWeight {

  private QuantizeWeight() {}

  /** The signed format for a constant factor. */
  static Fixed format(Weight weight, FormatSettings settings) {
    int width = isShared(weight) ? settings.shared() : settings.weights();
    return format(weight.decode(), width, settings);
  }

  /** The signed format of a width for some numbers. */
  static Fixed format(Tensor numbers, int width, FormatSettings settings) {
    return settings.range().format(Histogram.of(numbers), true, width, settings.percent());
  }

  private static boolean isShared(Weight weight) {
    return switch (weight) {
      case Dense _ -> false;
      case Codebook _ -> true;
      case Sparse sparse -> sparse.values() instanceof Codebook;
    };
  }

  /** A weight in another format. */
  static Weight quantize(Weight weight, Fixed format) {
    return switch (weight) {
      case Values values -> quantize(values, format);
      case Sparse(var type, var positions, var values) ->
          new Sparse(type.with(format), positions, quantize(values, format));
    };
  }

  private static Values quantize(Values values, Fixed format) {
    return switch (values) {
      case Dense(var tensor) -> new Dense(quantize(tensor, format));
      case Codebook(var type, var bits, var table, var indices) ->
          new Codebook(type.with(format), bits, quantize(table, format), indices);
    };
  }

  private static Tensor quantize(Tensor numbers, Fixed format) {
    TensorWriter out = Tensor.writer(numbers.type().with(format));
    for (long i = 0; i < numbers.size(); i++) {
      out.setRaw(i, format.quantize(numbers.valueAt(i), Rounding.HALF_EVEN, Overflow.SATURATE));
    }
    return out.finish();
  }

  /**
   * The narrowest signed format with a fraction in which no number saturates; 64 bits where there
   * is none.
   */
  static Fixed holding(Tensor numbers, int fraction) {
    Fixed widest = new Fixed(true, Long.SIZE, fraction);
    int width = 1;
    for (long i = 0; i < numbers.size(); i++) {
      long raw = widest.quantize(numbers.valueAt(i), Rounding.HALF_EVEN, Overflow.SATURATE);
      width = Math.max(width, Fixed.signedBits(raw));
    }
    return new Fixed(true, width, fraction);
  }
}
