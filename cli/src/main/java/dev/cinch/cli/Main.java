// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import dev.cinch.cli.command.Exit;
import dev.cinch.cli.console.Terminal;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The {@code cinch} command. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with the code that it gives. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Exit exit = execute(List.of(args), new Terminal(out, err, isTerminal(), System.getenv()));
    System.exit(exit.code());
  }

  /** Runs one command line in this process. */
  public static Exit execute(List<String> args, Terminal terminal) {
    return new CommandRun(args, terminal).execute();
  }

  /** Whether standard error is a terminal, as far as the platform tells without native code. */
  private static boolean isTerminal() {
    Path link = Path.of("/proc/self/fd/2");
    if (!Files.isSymbolicLink(link)) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
    try {
      return Files.readSymbolicLink(link).toString().matches("/dev/(pts/|tty|console).*");
    } catch (java.io.IOException _) {
      return false;
    }
  }
}
