// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.InspectReport;
import dev.cinch.cli.report.Layer;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what a model consists of. */
@Command(
    name = "inspect",
    description = "Shows a table of layers: output shape, parameters, bytes, MACs, density.",
    footer = {"", "Example: cinch inspect lenet.onnx"})
public final class InspectCommand extends Subcommand {

  @Parameters(paramLabel = "MODEL", description = "A .onnx, .onnxtxt or .cinch file.")
  private Path model;

  /** A command in its surroundings. */
  public InspectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    try (Gathering gathering = new Gathering(console)) {
      ModelFile file = gathering.require(ModelFile.read(model));
      console.result(new InspectReport(file.graph().name(), Layer.of(file.graph(), file::bytes)));
      return Exit.DONE;
    }
  }
}
