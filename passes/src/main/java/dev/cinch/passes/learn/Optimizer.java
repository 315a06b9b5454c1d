// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.List;

/** Changes numbers along their gradients. */
public sealed interface Optimizer extends Resumable permits Momentum, Adam {

  /**
   * One step.
   *
   * @param parameter index of the parameter
   * @param numbers are changed
   * @param gradient of the loss
   * @param rate learning rate
   * @param decay weight decay, 0 for none
   */
  void step(int parameter, float[] numbers, float[] gradient, double rate, double decay);

  /** Called before the parameters of a step are changed. */
  default void begin() {}

  /** For each parameter the running direction: what is zero there and has no gradient stays. */
  List<float[]> directions();
}
