// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Progress;
import dev.cinch.cost.work.Activations;
import dev.cinch.cost.work.RecordedActivations;
import dev.cinch.data.Accuracy;
import dev.cinch.data.DataSet;
import dev.cinch.data.DataSets;
import dev.cinch.data.Part;
import dev.cinch.data.Places;
import dev.cinch.data.Split;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which data set, and how much of it. */
final class DataOptions {

  /** Activations differ little from example to example, and each costs a simulation. */
  private static final int ACTIVATION_SAMPLES = 10;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "D",
      description =
          "The data set: digits, which is embedded; a folder of MNIST-style idx files or"
              + " CIFAR-10 binaries; an .npz with x and y; or a name (mnist, fashion-mnist, cifar10) that is looked up in $CINCH_DATA and in the"
              + " cache folder.")
  @Nullable String name;

  private @Nullable Integer samples;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Use only the first N test examples.")
  void setSamples(int count) {
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--samples': " + count + " is below 1");
    }
    samples = count;
  }

  /** Whether a data set was named. */
  boolean isGiven() {
    return name != null;
  }

  /** How many test examples to use at most. */
  int samples(int otherwise) {
    return samples == null ? otherwise : samples;
  }

  /** Reads parts of the data set that was named. */
  Result<DataSet> open(Console console, Set<Part> parts) {
    if (name == null) {
      throw Refusal.of(
          "usage", spec.qualifiedName(), "Missing required option: '--data=D'", "give --data");
    }
    return DataSets.open(name, places(console), parts);
  }

  /** Training and test examples, of which none are both; empty where no data set was named. */
  Result<Optional<DataSet>> openIfGiven(Console console) {
    return isGiven()
        ? open(console, EnumSet.allOf(Part.class)).then(DataSet::separated).map(Optional::of)
        : Result.ok(Optional.empty());
  }

  /** Where data sets of known names lie on this machine. */
  static Places places(Console console) {
    return Places.of(
        console.terminal().environment(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")));
  }

  /** Records a graph's activations on the first test examples. */
  Activations activations(Console console, Graph graph, Engine engine, String of, Split test) {
    int count = Math.min(samples(ACTIVATION_SAMPLES), test.size());
    Shape shape = graph.inputs().getFirst().type().shape();
    try (Executable executable = engine.prepare(graph);
        Progress progress = console.progress("simulate", count)) {
      Iterable<List<Tensor>> samples =
          () ->
              IntStream.range(0, count)
                  .mapToObj(i -> {
                    progress.step();
                    return List.of(test.image(i).reshaped(shape));
                  })
                  .iterator();
      String origin = count + " samples of " + of + ", " + engine.name() + " engine";
      return RecordedActivations.record(graph, executable, samples, origin);
    }
  }

  /** Measures how often a graph is right, and shows how far that is. */
  static Accuracy measure(
      Console console, String label, Graph graph, Engine engine, Split split, int samples) {
    int count = Math.min(samples, split.size());
    int threads = Math.min(count, Runtime.getRuntime().availableProcessors());
    try (Progress progress = console.progress(label, count)) {
      return Accuracy.measure(graph, engine, split, count, threads, progress::step);
    }
  }
}
