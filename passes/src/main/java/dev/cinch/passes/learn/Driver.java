// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.List;

/**
 * Holds some parameters to what can be expressed while they are learned: law 3 of the algebra, one
 * constraint and several drivers. Learning knows nothing of the kind of constraint. Every list has
 * one array for each parameter that the driver holds, in one order; drivers change the arrays they
 * are given. Several drivers may hold one parameter: they come in their order before the loss is
 * taken and after a step, and in reverse for gradients.
 */
public interface Driver extends Resumable {

  /** Before the first step: may move the numbers. Not called when learning is resumed. */
  default void start(List<float[]> numbers) {}

  /**
   * Before the loss is taken: changes the numbers that are learned into those that the network
   * computes with.
   *
   * @param used a copy of the numbers, changed in place
   */
  default void use(Moment now, List<float[]> used) {}

  /** Whether {@link #use} does anything. */
  default boolean changesUse() {
    return false;
  }

  /**
   * Changes the gradient with respect to the numbers used into that with respect to the numbers
   * learned, and adds that of a penalty.
   */
  default void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {}

  /**
   * After a step.
   *
   * @param numbers as the optimizer left them
   * @param directions of the optimizer, which go on into the next step
   */
  default void after(Moment now, List<float[]> numbers, List<float[]> directions) {}

  /** After the last step: leaves numbers that the constraint can express. */
  default void finish(List<float[]> numbers) {}

  /** Whether the numbers are as constrained as they will be: only then is a result a candidate. */
  default boolean isSettled(Moment now) {
    return true;
  }

  /** One line on how it stands, for the log; empty for nothing to say. */
  default String describe(List<float[]> numbers) {
    return "";
  }

  @Override
  default void state(State state) {}
}
