// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * The only change of number format: {@code (x)}. From fixed to fixed point it is exact integer
 * arithmetic; to floats, rounding is to nearest even, and the stated overflow is for formats of 8
 * and fewer bits: others give infinity.
 *
 * @param to the new format
 * @param rounding what happens to digits that do not fit
 * @param overflow what happens to numbers out of range
 */
public record Cast(NumberType to, Rounding rounding, Overflow overflow) implements Elementwise {

  /** The cast that hardware does between layers: to nearest, ties up, saturating. */
  public static Cast requantize(Fixed to) {
    return new Cast(to, Rounding.HALF_UP, Overflow.SATURATE);
  }

  /** To floats. */
  public static Cast toFloat(FloatType to) {
    return new Cast(to, Rounding.HALF_EVEN, Overflow.SATURATE);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    try {
      return in.get(0).with(to);
    } catch (IllegalArgumentException e) {
      throw new TypeException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < x.size(); i++) {
      switch (to) {
        case FloatType real -> out.setBits(i, real.encode(x.valueAt(i), overflow));
        case Fixed fixed -> out.setRaw(i, quantize(x, i, fixed));
        case Affine affine -> {
          long inner =
              type.shape()
                  .size(Math.min(affine.axis() + 1, type.shape().rank()), type.shape().rank());
          int channel = affine.channels() == 1 ? 0 : (int) (i / inner % affine.channels());
          out.setRaw(i, affine.quantize(x.valueAt(i), channel, rounding, overflow));
        }
      }
    }
    return out.finish();
  }

  private long quantize(Tensor x, long i, Fixed fixed) {
    return x.type().isFixed()
        ? fixed.requantize(x.rawAt(i), x.type().fixed().fraction(), rounding, overflow)
        : fixed.quantize(x.valueAt(i), rounding, overflow);
  }
}
