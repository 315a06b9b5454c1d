// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.Version;
import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.file.Tree;
import dev.cinch.cli.report.CompressReport;
import dev.cinch.cost.Simulation;
import dev.cinch.cost.work.Activations;
import dev.cinch.cpu.FloatEngine;
import dev.cinch.data.Accuracy;
import dev.cinch.data.DataSet;
import dev.cinch.data.Split;
import dev.cinch.frontend.container.CinchFile;
import dev.cinch.frontend.container.Manifest;
import dev.cinch.frontend.container.Provenance;
import dev.cinch.ir.Graph;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Pipelines;
import dev.cinch.passes.Trace;
import dev.cinch.passes.TraceFolder;
import dev.cinch.passes.fixed.FloatView;
import dev.cinch.passes.learn.StatisticsFolder;
import dev.cinch.passes.recipe.Compressor;
import dev.cinch.passes.recipe.Environment;
import dev.cinch.passes.recipe.Journal;
import dev.cinch.passes.recipe.Outcome;
import dev.cinch.passes.recipe.Recipe;
import dev.cinch.target.Target;
import dev.cinch.training.TorchLearner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a model small. */
@Command(
    name = "compress",
    description = {
      "Runs a recipe on a model and writes a .cinch file and a report beside it.",
      "Measures the accuracy before and after: after on the file read back. Calibrates, learns and",
      "chooses on training examples only. Without --data nothing is measured, and recipes run that",
      "need no examples."
    },
    footer = {
      "",
      "Example: cinch compress lenet.onnx --recipe encode --data mnist --target eie-64 \\",
      "             -o lenet.cinch"
    })
public final class CompressCommand extends Subcommand {

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private RecipeOptions recipe = new RecipeOptions();

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--target",
      paramLabel = "T",
      description =
          "Also estimate energy and latency before and after on this target (see cinch targets), or"
              + " on that of a target file; before is the network uncompressed, after the file.")
  private @Nullable String target;

  @Option(
      names = "--trace",
      paramLabel = "DIR",
      description = "Leave NN-STEP.onnxtxt in this folder after each step.")
  private @Nullable Path trace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.cinch",
      required = true,
      description = "The file to write; OUT.report.json and .html are written beside it.")
  private Path output;

  @Option(
      names = "--resume",
      description =
          "Go on with the training of an interrupted run of the same command; the result is the"
              + " same as without the break.")
  private boolean resume;

  /** A command in its surroundings. */
  public CompressCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    if (!output.toString().endsWith(".cinch")) {
      throw Refusal.of("output", output.toString(), "the output's name must end in .cinch", "");
    }
    String stem = output.toString().replaceAll("\\.cinch$", "");
    Path beside = Path.of(stem + ".report.json");
    Path browsable = Path.of(stem + ".report.html");
    try (Gathering gathering = new Gathering(console)) {
      Supplier<Recipe> chosen = gathering.take(recipe.open());
      Optional<Supplier<Target>> chip =
          Optional.ofNullable(target)
              .map(name -> gathering.take(Target.load(name).then(Simulation::modelled)));
      Supplier<ModelFile> file = gathering.take(model.open());
      Supplier<Optional<DataSet>> set = gathering.take(data.openIfGiven(console));
      Supplier<Staged> written = gathering.output(output, () -> Staged.file(output));
      Supplier<Staged> report = gathering.output(beside, () -> Staged.file(beside));
      Supplier<Staged> page = gathering.output(browsable, () -> Staged.file(browsable));
      if (chip.isPresent() && !data.isGiven()) {
        throw Refusal.of(
            "usage", "--target", "energy and latency depend on activations", "give --data");
      }
      gathering.complete();
      Optional<DataSet> examples = set.get();
      Graph adapted = gathering.require(input.adapt(file.get().graph()));
      Graph source =
          examples.isEmpty()
              ? adapted
              : gathering.require(Accuracy.accepts(adapted, examples.get().test()));
      long sourceBytes = CompressReport.bytes(file.get().graph());
      Provenance provenance = provenance(chosen.get(), examples, sourceBytes);
      Path states = Path.of(output + ".state");
      if (!resume) {
        Tree.delete(states);
      }
      try (TrainingJournal journal =
          new TrainingJournal(console, states, key(provenance, chosen.get()), resume)) {
        chosen.get().timetable().forEach(console::note);
        Outcome outcome =
            gathering.require(
                Compressor.run(
                    source, chosen.get(), environment(source, examples, journal, console)));
        byte[] bytes = CinchFile.bytes(outcome.graph(), provenance);
        Path made = written.get().path();
        Files.write(made, bytes);
        CinchFile.Contents back = CinchFile.read(made).orThrow();
        Optional<CompressReport.Costs> costs =
            chip.map(Supplier::get)
                .map(on ->
                    costs(console, gathering, source, back.graph(), on, examples.orElseThrow()));
        CompressReport result =
            new CompressReport(
                file.get().graph(),
                back,
                outcome.reports(),
                journal.stages(),
                examples.map(of ->
                    new CompressReport.Measured(
                        measure(console, "before", source, of.test()),
                        measure(console, "after", back.graph(), of.test()),
                        measure(console, "after, float", FloatView.of(back.graph()), of.test()))),
                costs);
        Files.writeString(report.get().path(), Json.text(result.json()));
        Files.writeString(page.get().path(), result.html());
        gathering.commit();
        journal.finish();
        console.result(result);
        return Exit.DONE;
      }
    }
  }

  /** Everything that decides how training goes on after a break. */
  private static String key(Provenance provenance, Recipe recipe) {
    return String.join("\n", provenance.toString(), recipe.text(), new TorchLearner().describe());
  }

  /** What the network costs on a target, uncompressed and as it was read back. */
  private CompressReport.Costs costs(
      Console console, Gathering gathering, Graph source, Graph back, Target on, DataSet set) {
    Graph simplified = Pipelines.SIMPLIFY.run(source, Trace.NONE);
    Activations ofSource =
        data.activations(console, simplified, new FloatEngine(), set.name(), set.test());
    Activations ofBack =
        data.activations(console, back, Backend.of(back).engine(), set.name(), set.test());
    return new CompressReport.Costs(
        gathering.require(Simulation.uncompressed(simplified, on, ofSource)),
        gathering.require(Simulation.of(back, on, ofBack)),
        ofBack.origin());
  }

  private Accuracy measure(Console console, String label, Graph graph, Split test) {
    return DataOptions.measure(
        console,
        label,
        graph,
        Backend.of(graph).singleThreaded(),
        test,
        data.samples(Integer.MAX_VALUE));
  }

  private Environment environment(
      Graph graph, Optional<DataSet> examples, Journal journal, Console console) {
    Shape shape = graph.inputs().getFirst().type().shape();
    Optional<Split> train = examples.map(DataSet::learned);
    Iterable<List<Tensor>> samples =
        () ->
            IntStream.range(0, train.map(Split::size).orElse(0))
                .mapToObj(i -> List.of(train.orElseThrow().image(i).reshaped(shape)))
                .iterator();
    Trace steps = trace == null ? Trace.NONE : new TraceFolder(trace);
    return new Environment(
        samples,
        examples.map(DataSet::heldOut),
        new FloatEngine(),
        train.map(of ->
            new Environment.Learning(
                new TorchLearner(),
                of,
                journal,
                new StatisticsFolder(DataOptions.places(console).statistics()))),
        (task, done, total) -> console.detail("%s: %d of %d".formatted(task, done, total)),
        steps);
  }

  private Provenance provenance(Recipe chosen, Optional<DataSet> calibration, long sourceBytes)
      throws IOException {
    return new Provenance(
        String.valueOf(model.path().getFileName()),
        Manifest.digest(Files.readAllBytes(model.path())),
        sourceBytes,
        chosen.name(),
        new TreeMap<>(chosen.knobs()),
        chosen.seed(),
        calibration.map(DataSet::name).orElse(""),
        calibration.map(it -> it.train().digest()).orElse(""),
        input.text(),
        Version.text());
  }
}
