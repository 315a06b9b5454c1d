// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.conformance;

import dev.cinch.frontend.onnx.OnnxFile;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.frontend.onnx.TensorFile;
import dev.cinch.frontend.operator.ImportOptions;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Map<String, Tensor> inputs = new HashMap<>();
    for (int i = 0; i < model.getGraph().getInputCount(); i++) {
      ValueInfoProto input = model.getGraph().getInput(i);
      Path file = set.resolve("input_" + i + ".pb");
      if (input.getType().hasTensorType() && Files.exists(file)) {
        switch (TensorFile.read(file)) {
          case Result.Failed<Tensor>(var problems) -> {
            return new Outcome.Refused(text(problems));
          }
          case Result.Ok<Tensor>(var tensor, _) -> inputs.put(input.getName(), tensor);
        }
      }
    }
    ImportOptions options =
        ImportOptions.DEFAULT.withInputs(name -> Optional.ofNullable(inputs.get(name)));
    return switch (OnnxReader.read(folder.resolve(MODEL), options)) {
      case Result.Failed<Graph>(var problems) -> new Outcome.Refused(text(problems));
      case Result.Ok<Graph>(var graph, _) -> compare(graph, inputs, set, engine, tolerance);
    };
  }

  private static Outcome compare(
      Graph graph, Map<String, Tensor> inputs, Path set, Engine engine, Tolerance tolerance) {
    List<Tensor> given = new ArrayList<>();
    for (Node input : graph.inputs()) {
      Tensor tensor = inputs.get(input.name());
      if (tensor == null) {
        return new Outcome.Wrong("there are no numbers for input " + input.name());
      }
      given.add(tensor);
    }
    try (Executable executable = engine.prepare(graph)) {
      List<Tensor> outputs = executable.run(given);
      for (int i = 0; i < outputs.size(); i++) {
        Result<Tensor> wanted = TensorFile.read(set.resolve("output_" + i + ".pb"));
        if (wanted instanceof Result.Failed<Tensor>(var problems)) {
          return new Outcome.Refused(text(problems));
        }
        Optional<String> difference = tolerance.difference(wanted.orThrow(), outputs.get(i));
        if (difference.isPresent()) {
          return new Outcome.Wrong(graph.outputs().get(i).name() + " " + difference.get());
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
