// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.InspectReport;
import dev.cinch.cli.report.Layer;
import dev.cinch.cli.report.Storage;
import dev.cinch.cost.Simulation;
import dev.cinch.target.Target;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a model consists of. */
@Command(
    name = "inspect",
    description = {
      "Shows a table of layers: output shape, parameters, bytes, MACs, density.",
      "Of a .cinch file it also shows how each weight is coded and what its bits are for.",
      "For a target it also shows energy and cycles of one input, with activations as assumed",
      "(cinch simulate measures them)."
    },
    footer = {"", "Example: cinch inspect lenet.onnx --target eyeriss-168"})
public final class InspectCommand extends Subcommand {

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--target",
      paramLabel = "T",
      description = "A target that ships (see cinch targets), or the path of a target file.")
  private @Nullable String target;

  /** A command in its surroundings. */
  public InspectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    try (Gathering gathering = new Gathering(console)) {
      Optional<Supplier<Target>> chosen =
          Optional.ofNullable(target)
              .map(name -> gathering.take(Target.load(name).then(Simulation::modelled)));
      ModelFile file = gathering.require(model.open());
      Optional<Simulation> simulation =
          chosen
              .map(Supplier::get)
              .map(on ->
                  gathering.require(Simulation.of(file.simplified(), on, Simulation.assumed(on))));
      console.result(
          new InspectReport(
              file.graph().name(),
              Layer.of(file.graph(), file::bytes),
              simulation,
              file.sizes().map(sizes -> Storage.of(file.graph(), sizes))));
      return Exit.DONE;
    }
  }
}
