// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Product of two tensors, element by element, broadcast: {@code (a, b)}. On fixed point the result
 * is exact: widths and fractions add.
 */
public record Multiply() implements Elementwise {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 2);
    TensorType a = in.get(0);
    TensorType b = in.get(1);
    Operands.sameKind(a, b);
    NumberType number = a.isFixed() ? product(a.fixed(), b.fixed()) : a.number();
    return new TensorType(number, Add.common(a, b));
  }

  private static NumberType product(Fixed a, Fixed b) {
    return Operands.exact(
        a.signed() || b.signed(), a.width() + b.width(), a.fraction() + b.fraction());
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
      if (type.isFixed()) {
        out.setRaw(i, a.rawAt(left) * b.rawAt(right));
      } else {
        out.setValue(i, a.valueAt(left) * b.valueAt(right));
      }
    }
    return out.finish();
  }
}
