// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * The same bits read in another format of the same width: {@code (x)}. Truth values have 8 bits; no
 * bits can be read as them, nor as unsigned 64-bit integers, which the graph holds up to 2^63 only.
 *
 * @param to the format, floating or fixed point
 */
public record BitCast(NumberType to) implements Elementwise {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    boolean isPlain = !(x.number() instanceof Affine) && !(to instanceof Affine);
    boolean isHeld = !to.equals(Fixed.BOOL) && !to.equals(Fixed.UINT63);
    Operands.require(
        isPlain && isHeld && width(x.number()) == to.width(), "the bits of " + x + " as " + to);
    return x.with(to);
  }

  private static int width(NumberType number) {
    if (number.equals(Fixed.BOOL)) {
      return Byte.SIZE;
    }
    return number.equals(Fixed.UINT63) ? Long.SIZE : number.width();
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    int unused = Long.SIZE - to.width();
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < x.size(); i++) {
      long bits = x.type().isFloat() ? x.bitsAt(i) : x.rawAt(i);
      if (to instanceof Fixed fixed) {
        long high = bits << unused;
        out.setRaw(i, fixed.signed() ? high >> unused : high >>> unused);
      } else {
        out.setBits(i, bits & (-1L >>> unused));
      }
    }
    return out.finish();
  }
}
