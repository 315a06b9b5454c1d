// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.tensor.Tensor;
import java.util.Optional;

/**
 * Numbers that inputs of a model will have. The import asks for those of an input only where the
 * shape of the graph depends on them (the new shape of a Reshape, the repeats of a Tile); the graph
 * is then one for these numbers.
 */
@FunctionalInterface
public interface InputNumbers {

  /** Knows none. */
  InputNumbers NONE = _ -> Optional.empty();

  /**
   * The numbers of an input.
   *
   * @param input its name
   */
  Optional<Tensor> find(String input);
}
