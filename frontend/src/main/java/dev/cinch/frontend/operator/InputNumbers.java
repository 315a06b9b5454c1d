// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalInt;

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

  /**
   * How many tensors an input has that is a sequence or an optional. Those of {@code x} are inputs
   * {@code x.0}, {@code x.1} and so on of the graph.
   *
   * @param input its name
   * @return their number; empty when nothing is known of the input
   */
  default OptionalInt length(String input) {
    int length = 0;
    while (find(input + "." + length).isPresent()) {
      length++;
    }
    return length == 0 ? OptionalInt.empty() : OptionalInt.of(length);
  }
}
