// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;

/**
 * A tensor that the caller gives.
 *
 * @param type what it must be
 */
public record Input(TensorType type) implements Source {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 0, 0);
    return type;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType resultType) {
    throw new IllegalStateException("an input has its value from the caller");
  }
}
