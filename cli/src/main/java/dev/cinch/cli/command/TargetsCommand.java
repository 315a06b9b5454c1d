// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.ListReport;
import dev.cinch.target.Target;
import dev.cinch.target.TargetFiles;
import picocli.CommandLine.Command;

/** Lists the targets that ship. */
@Command(
    name = "targets",
    description = "Lists the targets that ship with Cinch; a path to a target file does as well.",
    footer = {"", "Example: cinch targets"})
public final class TargetsCommand extends Subcommand {

  /** A command in its surroundings. */
  public TargetsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    ListReport list = new ListReport("targets");
    for (String name : TargetFiles.shipped()) {
      Target target = Target.load(name).orThrow();
      list.add(target.name(), target.description());
    }
    console.result(list);
    return Exit.DONE;
  }
}
