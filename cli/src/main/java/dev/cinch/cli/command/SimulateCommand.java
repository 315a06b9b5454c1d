// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.report.SimulateReport;
import dev.cinch.cost.Simulation;
import dev.cinch.cost.spatial.MappingPlan;
import dev.cinch.cost.spatial.MappingText;
import dev.cinch.cost.spatial.Objective;
import dev.cinch.cost.work.Activations;
import dev.cinch.data.Accuracy;
import dev.cinch.data.DataSet;
import dev.cinch.data.Part;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Estimates what a model costs on a target. */
@Command(
    name = "simulate",
    description = {
      "Estimates energy and latency of one input on a target, per layer and per cause.",
      "With --data the activations of the first 10 test examples are used (--samples takes more);",
      "without it they are assumed, and the report says how."
    },
    footer = {
      "",
      "Example: cinch simulate lenet.cinch --target eie-64 --data mnist -o lenet.report.json"
    })
public final class SimulateCommand extends Subcommand {

  private static final long LARGEST_MAPPINGS = 1 << 20;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--target",
      paramLabel = "T",
      required = true,
      description = "A target that ships (see cinch targets), or the path of a target file.")
  private String target;

  @Option(
      names = "--objective",
      paramLabel = "OF",
      description =
          "What mappings on a spatial array make small: energy, delay, or the product of both,"
              + " which is taken when nothing is said.")
  private Objective objective = Objective.PRODUCT;

  @Option(
      names = "--mappings",
      paramLabel = "FILE",
      description =
          "Mappings of some layers on a spatial array, as -v prints them; the others are searched.")
  private @Nullable Path mappings;

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Also write the report as JSON to this file, for cinch explain.")
  private @Nullable Path output;

  /** A command in its surroundings. */
  public SimulateCommand(Terminal terminal) {
    super(terminal);
  }

  /** An objective by its name on the command line. */
  public static Objective objective(String name) {
    return switch (name) {
      case "energy" -> Objective.ENERGY;
      case "delay" -> Objective.DELAY;
      case "product" -> Objective.PRODUCT;
      default ->
          throw new TypeConversionException("'" + name + "' is not energy, delay or product");
    };
  }

  private Result<Map<String, String>> given() {
    if (mappings == null) {
      return Result.ok(Map.of());
    }
    String file = String.valueOf(mappings.getFileName());
    try {
      if (Files.size(mappings) > LARGEST_MAPPINGS) {
        return Result.failed(
            Diagnostic.error("mapping.text", Origin.of(file, ""), "is too large for mappings", ""));
      }
      return MappingText.byLayer(Files.readString(mappings), file);
    } catch (IOException e) {
      return Result.failed(
          Diagnostic.error(
              "mapping.text", Origin.of(file, ""), "cannot be read: " + e.getMessage(), ""));
    }
  }

  @Override
  Exit run(Console console) throws IOException {
    try (Gathering gathering = new Gathering(console)) {
      Supplier<Target> chosen = gathering.take(Target.load(target).then(Simulation::modelled));
      Supplier<ModelFile> file = gathering.take(model.open());
      Optional<Supplier<DataSet>> examples =
          data.isGiven()
              ? Optional.of(gathering.take(data.open(console, Set.of(Part.TEST))))
              : Optional.empty();
      Path written = output;
      Optional<Supplier<Staged>> staged =
          written == null
              ? Optional.empty()
              : Optional.of(gathering.output(written, () -> Staged.file(written)));
      Supplier<Map<String, String>> texts = gathering.take(given());
      gathering.complete();
      MappingPlan plan = new MappingPlan(objective, texts.get());
      Graph graph = gathering.require(input.adapt(file.get().simplified()));
      Activations activations = Simulation.assumed(chosen.get());
      if (examples.isPresent()) {
        DataSet set = examples.get().get();
        gathering.require(Accuracy.accepts(graph, set.test()));
        activations =
            data.activations(console, graph, file.get().backend().engine(), set.name(), set.test());
      }
      Simulation simulation =
          gathering.require(Simulation.of(graph, chosen.get(), activations, plan));
      simulation.layers().forEach(layer -> console.detail(layer.name() + ":\n" + layer.plan()));
      SimulateReport report = new SimulateReport(graph.name(), activations.origin(), simulation);
      if (staged.isPresent()) {
        Files.writeString(staged.get().get().path(), Json.text(report.json()));
        gathering.commit();
      }
      console.result(report);
      return Exit.DONE;
    }
  }
}
