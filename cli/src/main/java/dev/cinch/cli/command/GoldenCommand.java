// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.GoldenReport;
import dev.cinch.cost.golden.GoldenTable;
import picocli.CommandLine.Command;

/** Compares the cost models with what was published. */
@Command(
    name = "golden",
    description = {
      "Compares the cost models with published figures.",
      "They are of the Eyeriss and EIE chips, and of other tools under their own accounting. Each",
      "row says what is promised of it, and whether that is kept; the exit code is 1 when one is not."
    },
    footer = {"", "Example: cinch golden"})
public final class GoldenCommand extends Subcommand {

  /** A command in its surroundings. */
  public GoldenCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    GoldenTable table = GoldenTable.compute();
    console.result(new GoldenReport(table));
    return table.missed() == 0 ? Exit.DONE : Exit.PROMISE_BROKEN;
  }
}
