// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/** The greater of a number and zero: {@code (x)}. NaN stays NaN. */
public record Relu() implements Elementwise {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    Operands.require(in.get(0).isFloat() || in.get(0).isFixed(), "no zero is known for " + in);
    return in.get(0);
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < x.size(); i++) {
      if (type.isFixed()) {
        out.setRaw(i, Math.max(0, x.rawAt(i)));
      } else {
        out.setValue(i, Math.max(0, x.valueAt(i)));
      }
    }
    return out.finish();
  }
}
