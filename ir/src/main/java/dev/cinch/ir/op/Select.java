// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/** One of two numbers by a truth value, broadcast: {@code (condition, a, b)}; a where it is 1. */
public record Select() implements Elementwise {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 3, 3);
    TensorType condition = in.get(0);
    TensorType a = in.get(1);
    TensorType b = in.get(2);
    Operands.require(condition.number().equals(Fixed.BOOL), "a choice by " + condition);
    Operands.sameNumber(a, b);
    Shape values = Add.common(a, b);
    return a.with(Add.common(condition, a.with(values)));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Broadcast fromCondition = new Broadcast(in.get(0).shape(), type.shape());
    Broadcast fromA = new Broadcast(in.get(1).shape(), type.shape());
    Broadcast fromB = new Broadcast(in.get(2).shape(), type.shape());
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      if (in.get(0).rawAt(fromCondition.index(i)) != 0) {
        Copy.one(in.get(1), fromA.index(i), out, i);
      } else {
        Copy.one(in.get(2), fromB.index(i), out, i);
      }
    }
    return out.finish();
  }
}
