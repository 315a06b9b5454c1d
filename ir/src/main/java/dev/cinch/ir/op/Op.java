// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;

/**
 * What a node computes. An operator says here what is true of it everywhere: its type and its
 * meaning. What one module does with it is a switch in that module.
 *
 * <p>No operator widens or converts silently: each change of number format is a {@link Cast}.
 * Integer arithmetic is exact; result formats are wide enough for every operand.
 */
public sealed interface Op
    permits Source, Contraction, Pool, Elementwise, Reduce, Normalize, Move, Recurrent {

  /**
   * Type of the result.
   *
   * @param in types of the operands
   * @throws TypeException when they do not fit, with a text for the user
   */
  TensorType infer(List<TensorType> in);

  /**
   * The result, computed in the most obvious way. Floating-point sums are taken in double precision
   * and rounded once.
   *
   * @param in the operands
   * @param type what {@link #infer} gave
   */
  Tensor eval(List<Tensor> in, TensorType type);

  /** The operator's name in messages and in text: its record's name. */
  default String name() {
    return getClass().getSimpleName();
  }
}
