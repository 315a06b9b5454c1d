// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

/** Is told how training goes, and keeps what is needed to take it up again. */
public interface TrainingLog {

  /** Says and keeps nothing. */
  TrainingLog NONE = new TrainingLog() {};

  /**
   * Called after each step.
   *
   * @param done steps that are done
   * @param total all of them
   */
  default void step(long done, long total) {}

  /** Called after each epoch; when learning is taken up again, first for those done before. */
  default void epoch(Epoch epoch) {}

  /**
   * Called after each step with everything that changes; may keep it. It need not be kept after
   * each: steps that are done again come out the same.
   *
   * @param isEnd whether learning has ended
   */
  default void keep(Resumable training, boolean isEnd) {}

  /**
   * Brings back what was kept, if anything was.
   *
   * @return whether there was something
   */
  default boolean resume(Resumable training) {
    return false;
  }

  /**
   * An epoch that is done.
   *
   * @param number from 1
   * @param loss mean of the epoch
   * @param top1 per cent of the held-out examples that are right
   * @param constraints how the drivers stand; empty for nothing to say, and before a break
   */
  record Epoch(int number, double loss, double top1, String constraints) {}
}
