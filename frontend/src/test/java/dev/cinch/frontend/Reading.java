// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend;

import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Reads models written in a test and runs them. */
public final class Reading {

  private Reading() {}

  /** The graph of a text. */
  public static Graph graph(String text) {
    return OnnxTextReader.read(text, "test.onnxtxt", WeightSource.NONE).orThrow();
  }

  /** The graph of a model of some operator set, without its header. */
  public static Graph graph(int opset, String text) {
    return graph(header(opset) + text);
  }

  /** Everything that stands against a text. */
  public static List<Diagnostic> problems(String text) {
    return switch (OnnxTextReader.read(text, "test.onnxtxt", WeightSource.NONE)) {
      case Result.Ok<Graph> _ -> List.of();
      case Result.Failed<Graph>(var diagnostics) -> diagnostics;
    };
  }

  /** The messages against a model of some operator set, without its header. */
  public static List<String> problems(int opset, String text) {
    return problems(header(opset) + text).stream()
        .map(d -> d.origin().name() + " | " + d.text())
        .toList();
  }

  private static String header(int opset) {
    return "<ir_version: 8, opset_import: [\"\" : " + opset + "]>\n";
  }

  /** The first result for float inputs, one array for each. */
  public static float[] run(Graph graph, float[]... inputs) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      tensors.add(Tensor.ofFloats(graph.inputs().get(i).type().shape(), inputs[i]));
    }
    try (Executable executable = new Interpreter().prepare(graph)) {
      return executable.run(tensors).getFirst().toFloats();
    }
  }

  /** 0, 1, 2 and so on. */
  public static float[] counting(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }
}
