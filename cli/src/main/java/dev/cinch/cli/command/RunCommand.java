// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.report.RunReport;
import dev.cinch.data.Feed;
import dev.cinch.data.Npy;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a model on arrays. */
@Command(
    name = "run",
    description = "Runs a model on NumPy arrays and writes one .npy file for each output.",
    footer = {"", "Example: cinch run lenet.onnx --input data=digit.npy -o out"})
public final class RunCommand extends Subcommand {

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE.npy",
      description = "The array for an input; once for each input of the model.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "The folder for the outputs; the current one when it is left out.")
  private Path folder;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "float, exact or interpreter; float, and exact for a .cinch, when left out.")
  private @Nullable Backend backend;

  /** A command in its surroundings. */
  public RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    try (Gathering gathering = new Gathering(console)) {
      ModelFile file = gathering.require(model.open(this::numbers));
      Graph graph = file.graph();
      List<Supplier<Tensor>> arrays = new ArrayList<>();
      for (Node input : graph.inputs()) {
        arrays.add(gathering.take(array(input)));
      }
      gathering.take(named(graph));
      List<RunReport.Output> outputs = outputs(graph);
      List<Supplier<Staged>> files = new ArrayList<>();
      for (RunReport.Output output : outputs) {
        Path path = Path.of(output.file());
        files.add(gathering.output(path, () -> Staged.file(path)));
      }
      gathering.complete();
      Backend chosen = backend == null ? file.backend() : backend;
      try (Executable executable = chosen.engine().prepare(graph)) {
        List<Tensor> results = executable.run(arrays.stream().map(Supplier::get).toList());
        for (int i = 0; i < results.size(); i++) {
          Path path = files.get(i).get().path();
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            Npy.write(out, results.get(i));
          }
        }
      }
      gathering.commit();
      console.result(new RunReport(outputs));
      return Exit.DONE;
    }
  }

  /** What is given for an input, should the shape of the graph depend on it. */
  private Optional<Tensor> numbers(String input) {
    Path file = inputs.get(input);
    return file != null && Npy.read(file) instanceof Result.Ok<Tensor>(var tensor, _)
        ? Optional.of(tensor)
        : Optional.empty();
  }

  private Result<Tensor> array(Node input) {
    Path file = inputs.get(input.name());
    if (file == null) {
      return Result.failed(
          Diagnostic.error(
              "run.input",
              Origin.named(input.name()),
              "this input takes " + input.type() + " and is not given",
              "--input " + input.name() + "=FILE.npy"));
    }
    return Npy.read(file)
        .then(array -> Feed.of(array, input.type(), Origin.of(file.toString(), input.name())));
  }

  /** Refuses arrays for inputs that the model does not have. */
  private Result<Graph> named(Graph graph) {
    List<String> names = graph.inputs().stream().map(Node::name).toList();
    List<Diagnostic> unknown =
        inputs.keySet().stream()
            .filter(name -> !names.contains(name))
            .map(name ->
                Diagnostic.error(
                    "run.input",
                    Origin.named("--input " + name),
                    "the model has no input of that name",
                    "it has " + String.join(", ", names)))
            .toList();
    return unknown.isEmpty() ? Result.ok(graph) : new Result.Failed<>(unknown);
  }

  /** The files of the outputs: their names, with what a file's name should not have left out. */
  private List<RunReport.Output> outputs(Graph graph) {
    Set<String> taken = new HashSet<>();
    List<RunReport.Output> outputs = new ArrayList<>();
    for (Graph.Output output : graph.outputs()) {
      String plain = output.name().replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.", "_");
      String name = plain;
      for (int n = 2; !taken.add(name); n++) {
        name = plain + "_" + n;
      }
      String file = folder.resolve(name + ".npy").toString();
      outputs.add(new RunReport.Output(output.name(), graph.node(output.value()).type(), file));
    }
    return outputs;
  }
}
