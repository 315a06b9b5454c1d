// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import dev.cinch.cli.command.Exit;
import dev.cinch.cli.command.Refusal;
import dev.cinch.cli.command.Subcommand;
import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One run of one command line, from arguments to exit code. */
final class CommandRun {

  private final List<String> args;
  private final Terminal terminal;
  private final CommandLine root;

  CommandRun(List<String> args, Terminal terminal) {
    this.args = args;
    this.terminal = terminal;
    this.root = Commands.parser(terminal);
  }

  Exit execute() {
    try {
      return run(root.parseArgs(args.toArray(String[]::new)));
    } catch (Refusal refusal) {
      refusal.diagnostics().forEach(problem -> Console.print(terminal.err(), problem));
      return refusal.exit();
    } catch (CommandLine.ParameterException e) {
      return wrongUsage(e.getCommandLine(), List.of(e));
    } catch (IOException | UncheckedIOException e) {
      return refuse("output", String.valueOf(e.getMessage()), "");
    } catch (OutOfMemoryError _) {
      return refuse(
          "memory",
          "the work needs more memory than Java was given",
          "give it more, for instance CINCH_JAVA_OPTS=-Xmx8g");
    } catch (RuntimeException | Error e) {
      Fault.report(e, args, terminal.err(), verbose());
      return Exit.FAULT;
    }
  }

  private Exit run(ParseResult parsed) throws IOException {
    ParseResult last = parsed;
    List<Exception> errors = new ArrayList<>(parsed.errors());
    while (last.hasSubcommand()) {
      last = last.subcommand();
      errors.addAll(last.errors());
    }
    CommandLine line = last.commandSpec().commandLine();
    if (CommandLine.printHelpIfRequested(parsed)) {
      return Exit.DONE;
    }
    if (!errors.isEmpty()) {
      return wrongUsage(line, errors);
    }
    if (line.getCommand() instanceof Subcommand command) {
      return command.execute();
    }
    line.usage(terminal.err());
    return Exit.INPUT_WRONG;
  }

  private Exit wrongUsage(CommandLine line, List<Exception> errors) {
    String name = line.getCommandSpec().qualifiedName();
    for (Exception error : errors) {
      String hint =
          error instanceof UnmatchedArgumentException unmatched
                  && !unmatched.getSuggestions().isEmpty()
              ? "is " + String.join(" or ", unmatched.getSuggestions()) + " meant?"
              : "see " + name + " --help";
      Console.print(
          terminal.err(),
          Diagnostic.error("usage", Origin.of(name, ""), String.valueOf(error.getMessage()), hint));
    }
    return Exit.INPUT_WRONG;
  }

  private Exit refuse(String code, String text, String hint) {
    Console.print(terminal.err(), Diagnostic.error(code, Origin.NONE, text, hint));
    return Exit.INPUT_WRONG;
  }

  private boolean verbose() {
    return args.contains("-v") || args.contains("--verbose");
  }
}
