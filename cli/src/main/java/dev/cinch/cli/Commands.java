// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import dev.cinch.cli.command.Backend;
import dev.cinch.cli.command.CompileCommand;
import dev.cinch.cli.command.CompressCommand;
import dev.cinch.cli.command.ConformanceCommand;
import dev.cinch.cli.command.DataCommand;
import dev.cinch.cli.command.DataGetCommand;
import dev.cinch.cli.command.DemoCommand;
import dev.cinch.cli.command.EvaluateCommand;
import dev.cinch.cli.command.ExplainCommand;
import dev.cinch.cli.command.ExportCommand;
import dev.cinch.cli.command.GoldenCommand;
import dev.cinch.cli.command.InspectCommand;
import dev.cinch.cli.command.PassesCommand;
import dev.cinch.cli.command.RecipesCommand;
import dev.cinch.cli.command.RunCommand;
import dev.cinch.cli.command.SimulateCommand;
import dev.cinch.cli.command.Subcommand;
import dev.cinch.cli.command.TargetsCommand;
import dev.cinch.cli.command.TrainCommand;
import dev.cinch.cli.command.VerifyCommand;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cost.spatial.Objective;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The list of commands, and what {@code cinch} itself takes. */
@Command(
    name = "cinch",
    description = "Compresses a trained network and emits an accelerator that computes it.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 done, but a promise is not kept; 2 the input is wrong;",
      "3 a tool is missing; 70 a fault of Cinch.",
      "",
      "Example: cinch demo"
    })
final class Commands {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  boolean version;

  private Commands() {}

  /** Every command of one word, in the order of the help. */
  static List<Subcommand> all(Terminal terminal) {
    return List.of(
        new DemoCommand(terminal, Main::execute),
        new InspectCommand(terminal),
        new RunCommand(terminal),
        new EvaluateCommand(terminal),
        new TrainCommand(terminal),
        new CompressCommand(terminal),
        new SimulateCommand(terminal),
        new ExplainCommand(terminal),
        new CompileCommand(terminal),
        new VerifyCommand(terminal),
        new ExportCommand(terminal),
        new ConformanceCommand(terminal),
        new GoldenCommand(terminal),
        new TargetsCommand(terminal),
        new PassesCommand(terminal),
        new RecipesCommand(terminal));
  }

  /** The parser of a command line. It gathers all that is wrong with one. */
  static CommandLine parser(Terminal terminal) {
    CommandLine line = new CommandLine(new Commands());
    for (Subcommand command : all(terminal)) {
      line.addSubcommand(command);
    }
    line.addSubcommand(
        new CommandLine(new DataCommand()).addSubcommand(new DataGetCommand(terminal)));
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setExpandAtFiles(false);
    line.registerConverter(Backend.class, Backend::parse);
    line.registerConverter(Objective.class, SimulateCommand::objective);
    line.registerConverter(ExportCommand.Form.class, ExportCommand.Form::parse);
    line.setUsageHelpWidth(100);
    line.setUsageHelpAutoWidth(false);
    line.getCommandSpec().version("cinch " + Version.text());
    collectErrors(line);
    return line;
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(Commands::collectErrors);
  }
}
