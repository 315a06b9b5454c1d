// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.passes.learn.TrainingLog;

/** Is told how the stages of a recipe train, and keeps what it takes to go on after a break. */
public interface Journal {

  /** Says and keeps nothing. */
  Journal NONE = (_, _) -> TrainingLog.NONE;

  /**
   * What the training of a stage is told to.
   *
   * @param index of the stage, from 0
   */
  TrainingLog of(int index, Stage stage);
}
