// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;

/**
 * Every number as it is, in any number format.
 *
 * @param tensor the numbers
 */
public record Dense(Tensor tensor) implements Values {

  @Override
  public TensorType type() {
    return tensor.type();
  }

  @Override
  public Tensor decode() {
    return tensor;
  }

  @Override
  public Dense reshaped(Shape shape) {
    return new Dense(tensor.reshaped(shape));
  }
}
