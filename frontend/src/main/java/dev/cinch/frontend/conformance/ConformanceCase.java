// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.conformance;

import dev.cinch.frontend.onnx.OnnxFile;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.frontend.onnx.ValueFile;
import dev.cinch.frontend.onnx.ValueFile.Recorded;
import dev.cinch.frontend.operator.ImportOptions;
import dev.cinch.frontend.operator.InputNumbers;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.ValueInfoProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with {@code model.onnx} and the recorded inputs and outputs of some runs, {@code
 * test_data_set_N/input_K.pb} and {@code output_K.pb}.
 *
 * @param name the folder's name
 * @param folder where it is
 */
public record ConformanceCase(String name, Path folder) {

  private static final String MODEL = "model.onnx";

  /**
   * All cases in a folder and the folders below it, in the order of their paths.
   *
   * @throws IOException when a folder cannot be read
   */
  public static List<ConformanceCase> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.find(folder, 4, (path, _) -> path.endsWith(MODEL))) {
      return files
          .map(Path::toAbsolutePath)
          .map(Path::getParent)
          .sorted()
          .map(path -> new ConformanceCase(String.valueOf(path.getFileName()), path))
          .toList();
    }
  }

  /** The operators of the model's nodes, in order of their names; none when it cannot be read. */
  public List<String> operators() {
    return switch (OnnxFile.read(folder.resolve(MODEL))) {
      case Result.Ok<ModelProto>(var model, _) ->
          new ArrayList<>(
              model.getGraph().getNodeList().stream()
                  .map(NodeProto::getOpType)
                  .collect(Collectors.toCollection(TreeSet::new)));
      case Result.Failed<ModelProto> _ -> List.of();
    };
  }

  /**
   * Imports the model for each data set and compares what the engine computes.
   *
   * @throws IOException when the folder cannot be read
   */
  public Outcome run(Engine engine, Tolerance tolerance) throws IOException {
    return switch (OnnxFile.read(folder.resolve(MODEL))) {
      case Result.Failed<ModelProto>(var problems) -> new Outcome.Refused(text(problems));
      case Result.Ok<ModelProto>(var model, _) -> run(model, engine, tolerance);
    };
  }

  private Outcome run(ModelProto model, Engine engine, Tolerance tolerance) throws IOException {
    List<Path> sets;
    try (Stream<Path> files = Files.list(folder)) {
      sets = files.filter(Files::isDirectory).sorted().toList();
    }
    for (Path set : sets) {
      Outcome outcome = run(model, set, engine, tolerance);
      if (!(outcome instanceof Outcome.Passed)) {
        return outcome;
      }
    }
    return sets.isEmpty() ? new Outcome.Wrong("there are no data sets") : new Outcome.Passed();
  }

  private Outcome run(ModelProto model, Path set, Engine engine, Tolerance tolerance) {
    Given given = new Given();
    for (int i = 0; i < model.getGraph().getInputCount(); i++) {
      ValueInfoProto input = model.getGraph().getInput(i);
      Path file = set.resolve("input_" + i + ".pb");
      if (Files.exists(file)) {
        switch (ValueFile.read(file, input.getType())) {
          case Result.Failed<Recorded>(var problems) -> {
            return new Outcome.Refused(text(problems));
          }
          case Result.Ok<Recorded>(var value, _) -> given.add(input.getName(), value);
        }
      }
    }
    Map<String, Tensor> wanted = new LinkedHashMap<>();
    for (int i = 0; i < model.getGraph().getOutputCount(); i++) {
      ValueInfoProto output = model.getGraph().getOutput(i);
      switch (ValueFile.read(set.resolve("output_" + i + ".pb"), output.getType())) {
        case Result.Failed<Recorded>(var problems) -> {
          return new Outcome.Refused(text(problems));
        }
        case Result.Ok<Recorded>(var value, _) -> wanted.putAll(value.named(output.getName()));
      }
    }
    ImportOptions options = ImportOptions.DEFAULT.withInputs(given);
    return switch (OnnxReader.read(folder.resolve(MODEL), options)) {
      case Result.Failed<Graph>(var problems) -> new Outcome.Refused(text(problems));
      case Result.Ok<Graph>(var graph, _) -> compare(graph, given, wanted, engine, tolerance);
    };
  }

  /** The recorded inputs. */
  private static final class Given implements InputNumbers {
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();

    void add(String name, Recorded value) {
      tensors.putAll(value.named(name));
      lengths.putAll(value.lengths(name));
    }

    @Override
    public Optional<Tensor> find(String input) {
      return Optional.ofNullable(tensors.get(input));
    }

    @Override
    public OptionalInt length(String input) {
      Integer length = lengths.get(input);
      return length == null ? OptionalInt.empty() : OptionalInt.of(length);
    }
  }

  private static Outcome compare(
      Graph graph, Given given, Map<String, Tensor> wanted, Engine engine, Tolerance tolerance) {
    List<Tensor> inputs = new ArrayList<>();
    for (Node input : graph.inputs()) {
      Optional<Tensor> tensor = given.find(input.name());
      if (tensor.isEmpty()) {
        return new Outcome.Wrong("there are no numbers for input " + input.name());
      }
      inputs.add(tensor.get());
    }
    List<String> names = graph.outputs().stream().map(Graph.Output::name).toList();
    if (!names.equals(List.copyOf(wanted.keySet()))) {
      return new Outcome.Wrong("its results are " + names + ", not " + wanted.keySet());
    }
    try (Executable executable = engine.prepare(graph)) {
      List<Tensor> outputs = executable.run(inputs);
      for (int i = 0; i < outputs.size(); i++) {
        String name = names.get(i);
        Tensor expected = Objects.requireNonNull(wanted.get(name), name);
        Optional<String> difference = tolerance.difference(expected, outputs.get(i));
        if (difference.isPresent()) {
          return new Outcome.Wrong(name + " " + difference.get());
        }
      }
      return new Outcome.Passed();
    } catch (RuntimeException e) {
      return new Outcome.Wrong("it ends with " + e);
    }
  }

  private static String text(List<Diagnostic> problems) {
    return problems.stream().map(Diagnostic::text).distinct().collect(Collectors.joining("; "));
  }
}
