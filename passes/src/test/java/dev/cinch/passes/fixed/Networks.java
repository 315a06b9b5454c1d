// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small networks in text, and what number formats make of them. */
final class Networks {

  /** Eight bits, no number saturates. */
  static final FormatSettings EIGHT = settings(RangePolicy.MAX, 8, 8);

  /** Sixteen bits, no number saturates. */
  static final FormatSettings SIXTEEN = settings(RangePolicy.MAX, 16, 16);

  private Networks() {}

  static FormatSettings settings(RangePolicy range, int activations, int weights) {
    return new FormatSettings(64, range, 99.99, activations, weights, 16, 16);
  }

  /** A graph; the header with the versions need not be there. */
  static Graph read(String text) {
    String header = "<ir_version: 10, opset_import: [\"\" : 21, \"dev.cinch\" : 1]>\n";
    return OnnxTextReader.read(header + text, "net.onnxtxt", WeightSource.NONE).orThrow();
  }

  /** Inputs between {@code least} and 1. */
  static List<List<Tensor>> samples(Graph graph, int count, double least) {
    Random random = new Random(count);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Tensor> inputs = new ArrayList<>();
      for (Node node : graph.inputs()) {
        float[] numbers = new float[(int) node.type().shape().size()];
        for (int k = 0; k < numbers.length; k++) {
          numbers[k] = (float) (least + random.nextDouble() * (1 - least));
        }
        inputs.add(Tensor.ofFloats(node.type().shape(), numbers));
      }
      samples.add(inputs);
    }
    return samples;
  }

  static List<List<Tensor>> sample(Shape shape, float... numbers) {
    return List.of(List.of(Tensor.ofFloats(shape, numbers)));
  }

  static Result<ChooseFormats.Chosen> choose(
      Graph graph, FormatSettings settings, List<List<Tensor>> samples) {
    return ChooseFormats.run(graph, settings, samples, new Interpreter(), Progress.NONE);
  }

  static List<String> problems(Result<?> result) {
    return result instanceof Result.Failed<?>(var found)
        ? found.stream().map(Diagnostic::toString).toList()
        : List.of();
  }

  static List<Tensor> run(Graph graph, List<Tensor> inputs) {
    try (Executable executable = new Interpreter().prepare(graph)) {
      return executable.run(inputs);
    }
  }

  /** Each node but inputs and constants: {@code name: operator type}, casts without their words. */
  static List<String> shown(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> !(node.op() instanceof Input || node.op() instanceof Constant))
        .map(node ->
            node.name()
                + ": "
                + (node.op() instanceof Cast ? "Cast" : node.op().name())
                + " "
                + node.type().number())
        .toList();
  }

  /** The format of a constant. */
  static String format(Graph graph, String constant) {
    return graph.find(constant).orElseThrow().type().number().toString();
  }
}
