// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.ir.Result;
import dev.cinch.passes.recipe.Recipe;
import dev.cinch.passes.recipe.Recipes;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which recipe, and how its knobs stand. */
final class RecipeOptions {

  @Option(
      names = "--recipe",
      paramLabel = "R",
      required = true,
      description = "A recipe that ships (see cinch recipes), or the path of a recipe file.")
  private String name;

  @Option(
      names = "--set",
      paramLabel = "KNOB=VALUE",
      description = "Turns a knob of the recipe; may be given several times.")
  private Map<String, String> knobs = new LinkedHashMap<>();

  /** The recipe with its knobs turned. */
  Result<Recipe> open() {
    return Recipes.open(name).then(recipe -> recipe.with(knobs));
  }
}
