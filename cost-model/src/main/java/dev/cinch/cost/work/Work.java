// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import dev.cinch.ir.Value;
import dev.cinch.ir.weight.Weight;
import java.util.Optional;

/** What a layer has to do, whatever the target. */
public sealed interface Work {

  /**
   * Products with weights, summed.
   *
   * @param shape the extents
   * @param input the activations
   * @param weight the weights; empty where the second operand is computed
   * @param isConvolution whether the weights are [M, C, taps]; else [C, M]
   */
  record Products(LayerShape shape, Value input, Optional<Weight> weight, boolean isConvolution)
      implements Work {}

  /**
   * Results that are computed or moved number by number, from memory to memory.
   *
   * @param in numbers read
   * @param out numbers written
   * @param operations additions, comparisons and the like
   */
  record Streaming(long in, long out, long operations) implements Work {}

  /**
   * A function of single numbers that is applied as the layer before writes them.
   *
   * @param operations one for each number
   */
  record Passing(long operations) implements Work {}

  /** The same numbers in the same order under other extents: nothing to do. */
  record View() implements Work {}
}
