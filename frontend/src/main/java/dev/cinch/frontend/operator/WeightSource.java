// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.weight.Weight;
import java.util.Optional;

/** Where the weights are that a graph's text only names ({@code dev.cinch.Weight}). */
@FunctionalInterface
public interface WeightSource {

  /** Knows no weight: for text that stands alone. */
  WeightSource NONE = _ -> Optional.empty();

  /**
   * The weight of a member.
   *
   * @param member its name
   */
  Optional<Weight> find(String member);
}
