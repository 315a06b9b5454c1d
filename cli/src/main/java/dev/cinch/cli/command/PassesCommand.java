// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.ListReport;
import dev.cinch.passes.Pipelines;
import picocli.CommandLine.Command;

/** Lists the passes. */
@Command(
    name = "passes",
    description = "Lists the passes, each pipeline followed by its rules.",
    footer = {"", "Example: cinch passes"})
public final class PassesCommand extends Subcommand {

  /** A command in its surroundings. */
  public PassesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    ListReport list = new ListReport("passes");
    Pipelines.passes().forEach(pass -> list.add(pass.name(), pass.description()));
    console.result(list);
    return Exit.DONE;
  }
}
