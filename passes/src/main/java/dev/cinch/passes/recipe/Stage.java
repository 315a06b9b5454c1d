// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import java.util.List;

/**
 * Steps of a recipe that belong together.
 *
 * @param name what the recipe calls it
 * @param steps in order
 */
public record Stage(String name, List<Step> steps) {

  public Stage {
    steps = List.copyOf(steps);
  }
}
