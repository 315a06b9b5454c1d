// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console.Level;
import picocli.CommandLine.Option;

/** What every command takes. */
final class OutputOptions {

  @Option(names = "--json", description = "Print the result as JSON on standard output.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the result and errors, nothing else.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print more, and the stack trace of a fault.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  Level level() {
    if (verbose) {
      return Level.VERBOSE;
    }
    return quiet ? Level.QUIET : Level.NORMAL;
  }
}
