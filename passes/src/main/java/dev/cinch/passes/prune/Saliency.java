// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import dev.cinch.passes.learn.Resumable;
import dev.cinch.passes.learn.State;
import java.util.List;

/** How much a network would lose without a number: the criterion of pruning. */
public sealed interface Saliency extends Resumable permits Magnitude, Curvature, Slope {

  /**
   * The saliency of each number of a tensor, not negative.
   *
   * @param tensor which of those that are pruned together
   * @param scores is overwritten
   */
  void score(int tensor, float[] numbers, float[] scores);

  /** Is shown the gradient of each step. */
  default void observe(List<float[]> numbers, List<float[]> gradient) {}

  @Override
  default void state(State state) {}
}
