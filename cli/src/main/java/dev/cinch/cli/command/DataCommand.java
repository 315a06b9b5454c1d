// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is done with data sets as such: a command for each. */
@Command(
    name = "data",
    description = "Fetches data sets.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: cinch data get mnist"})
public final class DataCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  /** A group of commands does nothing by itself. */
  public DataCommand() {}
}
