// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Progress;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.report.TrainReport;
import dev.cinch.cpu.FloatEngine;
import dev.cinch.data.Accuracy;
import dev.cinch.data.DataSet;
import dev.cinch.data.Part;
import dev.cinch.data.Split;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.frontend.onnx.OnnxWriter;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.Pipelines;
import dev.cinch.passes.Trace;
import dev.cinch.passes.learn.FreshWeights;
import dev.cinch.passes.learn.Learner;
import dev.cinch.passes.learn.Trainer;
import dev.cinch.passes.learn.TrainingLog;
import dev.cinch.passes.learn.TrainingSettings;
import dev.cinch.passes.recipe.Recipe;
import dev.cinch.training.TorchLearner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network. */
@Command(
    name = "train",
    description = {
      "Trains a floating-point network on a data set and writes it as ONNX.",
      "The last twelfth of the training examples is held out and measured after each epoch; the",
      "test examples are measured once, on the file read back. For a seed the same processor type",
      "gives the same file."
    },
    footer = {
      "",
      "Example: cinch train models/lenet5.onnxtxt --from-scratch --data mnist --recipe sgd \\",
      "             --set epochs=12 -o lenet5.onnx"
    })
public final class TrainCommand extends Subcommand {

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private RecipeOptions recipe = new RecipeOptions();

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--from-scratch",
      description = "Start from fresh weights instead of those of the file.")
  private boolean fromScratch;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.onnx",
      required = true,
      description = "The file to write.")
  private Path output;

  /** A command in its surroundings. */
  public TrainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    if (!output.toString().endsWith(".onnx")) {
      throw Refusal.of("output", output.toString(), "the output's name must end in .onnx", "");
    }
    try (Gathering gathering = new Gathering(console)) {
      Supplier<TrainingSettings> settings =
          gathering.take(recipe.open().then(TrainCommand::settings));
      Supplier<ModelFile> file = gathering.take(model.open());
      Supplier<DataSet> set =
          gathering.take(data.open(console, EnumSet.allOf(Part.class)).then(DataSet::separated));
      Supplier<Staged> written = gathering.output(output, () -> Staged.file(output));
      gathering.complete();
      Graph adapted = gathering.require(input.adapt(file.get().graph()));
      Graph graph = Pipelines.SIMPLIFY.run(adapted, Trace.NONE);
      Graph start = fromScratch ? FreshWeights.run(graph, settings.get().seed()) : graph;
      Split train = set.get().learned();
      Split heldOut = set.get().heldOut();
      List<Double> epochs = new ArrayList<>();
      Learner learner = new TorchLearner();
      long steps =
          (long) settings.get().epochs() * Math.ceilDiv(train.size(), settings.get().batch());
      Graph trained;
      try (Progress progress = console.progress("train", steps)) {
        TrainingLog log = log(console, progress, epochs);
        trained =
            gathering.require(
                Trainer.train(
                    learner, start, train, heldOut, settings.get(), graph, List.of(), log));
      }
      Path made = written.get().path();
      Files.write(made, gathering.require(OnnxWriter.bytes(trained)));
      Graph back = OnnxReader.read(made).orThrow();
      Accuracy accuracy =
          DataOptions.measure(
              console,
              "test",
              back,
              new FloatEngine(),
              set.get().test(),
              data.samples(Integer.MAX_VALUE));
      gathering.commit();
      console.result(
          new TrainReport(
              back.name(), set.get().name(), learner.describe(), settings.get(), epochs, accuracy));
      return Exit.DONE;
    }
  }

  private static Result<TrainingSettings> settings(Recipe recipe) {
    return recipe
        .training()
        .<Result<TrainingSettings>>map(Result::ok)
        .orElseGet(() ->
            Result.failed(
                Diagnostic.error(
                    "train.recipe",
                    Origin.named(recipe.name()),
                    "the recipe does not say how to train",
                    "add the key train, or take recipe sgd")));
  }

  private static TrainingLog log(Console console, Progress progress, List<Double> epochs) {
    return new TrainingLog() {
      @Override
      public void step(long done, long total) {
        progress.step();
      }

      @Override
      public void epoch(Epoch epoch) {
        epochs.add(epoch.top1());
        console.detail(
            String.format(
                Locale.ROOT,
                "epoch %d: loss %.4f, held-out top-1 %.2f %%",
                epoch.number(),
                epoch.loss(),
                epoch.top1()));
      }
    };
  }
}
