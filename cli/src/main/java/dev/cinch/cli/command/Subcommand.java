// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** A command: takes its options, gathers what it needs, lets the modules work, reports. */
public abstract class Subcommand {

  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  Subcommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Runs the command with the options that were parsed.
   *
   * @throws Refusal when the input is wrong or a tool is missing
   * @throws IOException when an output cannot be written
   */
  public final Exit execute() throws IOException {
    return run(new Console(terminal, output.level(), output.json));
  }

  /**
   * Does the work.
   *
   * @throws Refusal when the input is wrong or a tool is missing
   * @throws IOException when an output cannot be written
   */
  abstract Exit run(Console console) throws IOException;
}
