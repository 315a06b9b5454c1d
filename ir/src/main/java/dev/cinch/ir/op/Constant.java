// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import java.util.List;

/**
 * Numbers that belong to the graph, in the form in which they are known.
 *
 * @param weight the numbers
 */
public record Constant(Weight weight) implements Source {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 0, 0);
    return weight.type();
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    return weight.decode();
  }
}
