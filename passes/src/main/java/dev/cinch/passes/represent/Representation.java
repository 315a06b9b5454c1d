// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.represent;

import dev.cinch.passes.learn.Resumable;
import dev.cinch.passes.learn.State;
import java.util.List;

/**
 * A set of weights that can be expressed. Every driver works with every representation: what a
 * projection leaves (zeros, equal numbers) is what a driver holds on to.
 */
public interface Representation extends Resumable {

  /**
   * Moves numbers to the nearest that can be expressed.
   *
   * @param share how far the way to the representation is gone, 0 to 1: it may narrow on the way
   * @param numbers of each tensor, changed in place
   */
  void project(double share, List<float[]> numbers);

  /** Is shown the gradient of each step. */
  default void observe(List<float[]> numbers, List<float[]> gradient) {}

  @Override
  default void state(State state) {}
}
