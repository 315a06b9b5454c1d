// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.EvaluateReport;
import dev.cinch.data.Accuracy;
import dev.cinch.data.DataSet;
import dev.cinch.data.Part;
import dev.cinch.ir.Graph;
import dev.cinch.passes.fixed.FloatView;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how often a model is right. */
@Command(
    name = "evaluate",
    description = "Measures the accuracy of a model on the test examples of a data set.",
    footer = {"", "Example: cinch evaluate lenet.onnx --data mnist --samples 1000"})
public final class EvaluateCommand extends Subcommand {

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "float, exact or interpreter; float, and exact for a .cinch, when left out.")
  private @Nullable Backend backend;

  /** A command in its surroundings. */
  public EvaluateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    try (Gathering gathering = new Gathering(console)) {
      Supplier<ModelFile> file = gathering.take(model.open());
      Supplier<DataSet> examples = gathering.take(data.open(console, Set.of(Part.TEST)));
      gathering.complete();
      Backend chosen = backend == null ? file.get().backend() : backend;
      DataSet set = examples.get();
      // In floating point a compressed model is the network that the integer one approximates.
      Graph network =
          chosen == Backend.FLOAT ? FloatView.of(file.get().graph()) : file.get().graph();
      Graph graph =
          gathering.require(
              input.adapt(network).then(adapted -> Accuracy.accepts(adapted, set.test())));
      Accuracy accuracy =
          DataOptions.measure(
              console,
              "evaluate",
              graph,
              chosen.singleThreaded(),
              set.test(),
              data.samples(Integer.MAX_VALUE));
      console.result(new EvaluateReport(graph.name(), set.name(), chosen.toString(), accuracy));
      return Exit.DONE;
    }
  }
}
