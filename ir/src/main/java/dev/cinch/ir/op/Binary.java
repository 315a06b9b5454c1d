// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * A function of two tensors' numbers, broadcast: {@code (a, b)}, both of one format. This is ONNX's
 * arithmetic: results keep the format, and integers wrap around in it. ({@link Add} and {@link
 * Multiply} are the exact arithmetic of integer networks.)
 *
 * @param function what is computed
 */
public record Binary(BinaryFunction function) implements Elementwise {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 2);
    TensorType a = in.get(0);
    Operands.sameNumber(a, in.get(1));
    NumberType number = a.number();
    boolean isInteger = a.isFixed() && a.fixed().fraction() == 0;
    boolean fits =
        switch (function.kind()) {
          case ARITHMETIC, COMPARISON -> a.isFloat() || isInteger;
          case LOGIC -> number.equals(Fixed.BOOL);
          case BITS -> isInteger;
        };
    Operands.require(fits, function + " of " + a);
    boolean isTruth = function.kind() == BinaryFunction.Kind.COMPARISON;
    return new TensorType(isTruth ? Fixed.BOOL : number, Add.common(a, in.get(1)));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor a = in.get(0);
    Tensor b = in.get(1);
    Broadcast fromA = new Broadcast(a.shape(), type.shape());
    Broadcast fromB = new Broadcast(b.shape(), type.shape());
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      long left = fromA.index(i);
      long right = fromB.index(i);
      if (a.type().isFixed()) {
        out.setRaw(i, type.fixed().wrap(function.of(a.rawAt(left), b.rawAt(right))));
      } else if (type.isFixed()) {
        out.setRaw(i, (long) function.of(a.valueAt(left), b.valueAt(right)));
      } else {
        out.setValue(i, function.of(a.valueAt(left), b.valueAt(right)));
      }
    }
    return out.finish();
  }
}
