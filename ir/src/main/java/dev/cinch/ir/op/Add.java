// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Sum of two tensors, broadcast: {@code (a, b)}. Fixed-point operands have the same fraction, and
 * the result is exact, a bit wider than the wider of them.
 */
public record Add() implements Elementwise {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 2);
    TensorType a = in.get(0);
    TensorType b = in.get(1);
    Operands.sameKind(a, b);
    return new TensorType(a.isFixed() ? sum(a.fixed(), b.fixed()) : a.number(), common(a, b));
  }

  private static NumberType sum(Fixed a, Fixed b) {
    Operands.require(
        a.fraction() == b.fraction(),
        "a sum of fractions " + a.fraction() + " and " + b.fraction() + ": cast one first");
    boolean signed = a.signed() || b.signed();
    int widest =
        Math.max(
            a.width() + (signed && !a.signed() ? 1 : 0),
            b.width() + (signed && !b.signed() ? 1 : 0));
    return Operands.exact(signed, widest + 1, a.fraction());
  }

  /** The broadcast extents of two operands. */
  static Shape common(TensorType a, TensorType b) {
    try {
      return Shape.broadcast(a.shape(), b.shape());
    } catch (IllegalArgumentException e) {
      throw new TypeException(String.valueOf(e.getMessage()));
    }
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
        out.setRaw(i, a.rawAt(left) + b.rawAt(right));
      } else {
        out.setValue(i, a.valueAt(left) + b.valueAt(right));
      }
    }
    return out.finish();
  }
}
