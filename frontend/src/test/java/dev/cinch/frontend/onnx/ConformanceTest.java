// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Shared;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ONNX's own operator cases: each is computed right or refused, never computed wrong. */
class ConformanceTest {

  @Test
  void noCaseIsComputedWrong() throws IOException {
    Path root = Shared.require("conformance/onnx");
    List<String> passed = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root, 2)) {
      for (Path folder : files.sorted().toList()) {
        Path model = folder.resolve("model.onnx");
        if (!Files.exists(model)) {
          continue;
        }
        if (OnnxReader.read(model) instanceof Result.Ok<Graph>(var graph, _)) {
          String problem = compare(graph, folder.resolve("test_data_set_0"));
          (problem.isEmpty() ? passed : wrong).add(folder.getFileName() + problem);
        }
      }
    }
    System.out.println(passed.size() + " passed: " + passed);
    assertThat(wrong).isEmpty();
    assertThat(passed).hasSizeGreaterThan(100);
  }

  private static String compare(Graph graph, Path data) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      switch (TensorFile.read(data.resolve("input_" + i + ".pb"))) {
        case Result.Ok<Tensor>(var tensor, _) -> inputs.add(tensor);
        case Result.Failed<Tensor>(var diagnostics) -> {
          return ": " + diagnostics;
        }
      }
    }
    try (Executable executable = new Interpreter().prepare(graph)) {
      List<Tensor> outputs = executable.run(inputs);
      for (int i = 0; i < outputs.size(); i++) {
        Tensor wanted = TensorFile.read(data.resolve("output_" + i + ".pb")).orThrow();
        if (!isClose(wanted, outputs.get(i))) {
          return ": " + outputs.get(i) + ", not " + wanted;
        }
      }
      return "";
    } catch (RuntimeException e) {
      return ": " + e;
    }
  }

  private static boolean isClose(Tensor wanted, Tensor computed) {
    if (!wanted.type().equals(computed.type())) {
      return false;
    }
    for (long i = 0; i < wanted.size(); i++) {
      double value = wanted.valueAt(i);
      double tolerance = 1e-6 + 1e-3 * Math.abs(value);
      boolean same = Double.compare(value, computed.valueAt(i)) == 0;
      if (!same && !(Math.abs(value - computed.valueAt(i)) <= tolerance)) {
        return false;
      }
    }
    return true;
  }
}
