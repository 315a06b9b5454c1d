// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.TensorType;

/**
 * A constant that is learned.
 *
 * @param value in the graph
 * @param type of its numbers
 */
public record Parameter(Value value, TensorType type) {

  /** How many numbers it has. */
  public int size() {
    return Math.toIntExact(type.shape().size());
  }

  /** The name of the constant. */
  public String name() {
    return value.name();
  }

  /** Whether it has two axes or more: a weight, not a bias or a scale. */
  public boolean isMatrix() {
    return type.shape().rank() > 1;
  }
}
