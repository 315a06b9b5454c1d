// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Origin;
import dev.cinch.passes.learn.TrainingSettings;
import java.util.List;
import java.util.Optional;

/**
 * Steps of a recipe that belong together.
 *
 * @param name what the recipe calls it
 * @param origin where it stands
 * @param steps in order; where the stage trains, all of them hold the weights while they are
 *     learned
 * @param training how it trains; empty for not at all
 */
public record Stage(
    String name, Origin origin, List<Step> steps, Optional<TrainingSettings> training) {

  /** The key that says how often a stage trains. */
  static final Parameter EPOCHS =
      new Parameter(
          TrainingKeys.EPOCHS,
          new Kind.Whole(0, 100_000, false),
          "0",
          "how often each example is seen; 0 for no training");

  public Stage {
    steps = List.copyOf(steps);
  }
}
