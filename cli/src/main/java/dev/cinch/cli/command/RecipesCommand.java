// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.ListReport;
import dev.cinch.passes.recipe.Recipes;
import picocli.CommandLine.Command;

/** Lists the recipes that ship. */
@Command(
    name = "recipes",
    description = "Lists the recipes that ship with Cinch; a path to a recipe file does as well.",
    footer = {"", "Example: cinch recipes"})
public final class RecipesCommand extends Subcommand {

  /** A command in its surroundings. */
  public RecipesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    ListReport list = new ListReport("recipes");
    Recipes.all().forEach(recipe -> list.add(recipe.name(), recipe.description()));
    console.result(list);
    return Exit.DONE;
  }
}
