// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

/** Is told how training goes. */
public interface TrainingLog {

  /**
   * Called after each step.
   *
   * @param done steps that are done
   * @param total all of them
   */
  void step(long done, long total);

  /**
   * Called after each epoch.
   *
   * @param epoch from 1
   * @param loss mean of the epoch
   * @param top1 per cent of the held-out examples that are right
   */
  void epoch(int epoch, double loss, double top1);
}
