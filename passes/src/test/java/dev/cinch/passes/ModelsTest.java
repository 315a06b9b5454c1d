// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.data.Idx;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.adapt.AdaptInput;
import dev.cinch.passes.adapt.InputAdaptation;
import dev.cinch.passes.recipe.Compressor;
import dev.cinch.passes.recipe.Environment;
import dev.cinch.passes.recipe.Outcome;
import dev.cinch.passes.recipe.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real models from real exporters; skipped where they are not at hand. */
class ModelsTest {

  private static final int SAMPLES = 3;

  private static Path shared() {
    String named = System.getenv("CINCH_SHARED");
    Path folder = Path.of("").toAbsolutePath();
    Path found = named == null ? folder.resolve("shared") : Path.of(named);
    while (!Files.isDirectory(found.resolve("models")) && folder.getParent() != null) {
      folder = folder.getParent();
      found = folder.resolve("shared");
    }
    if (!Files.isDirectory(found.resolve("models"))) {
      Assumptions.abort("no folder 'shared' with models: set CINCH_SHARED");
    }
    return found;
  }

  private static Graph model(String path, String input) {
    Graph graph = OnnxReader.read(shared().resolve("models").resolve(path)).orThrow();
    return AdaptInput.run(graph, InputAdaptation.parse(input).orThrow()).orThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          caffe-lenet/bvlc-lenet5.onnx | Multiply Conv MaxPool Conv MaxPool Reshape MatMul Relu MatMul
          mnist-8/model.onnx           | Conv Relu MaxPool Conv Relu MaxPool Reshape MatMul
          onnx2c/mnist-pytorch.onnx    | MatMul MatMul MatMul
          onnx2c/mnist.simplified.onnx | Conv Relu Conv Reshape MatMul
          """)
  void exportersLeaveNothingBehind(String path, String operators) {
    Graph simple = Pipelines.SIMPLIFY.run(model(path, ""), Trace.NONE);
    String found =
        simple.nodes().stream()
            .filter(node -> !(node.op() instanceof Constant || node.op() instanceof Input))
            .map(node -> node.op().name())
            .collect(Collectors.joining(" "));
    assertThat(found).isEqualTo(operators);
  }

  @ParameterizedTest
  @CsvSource({
    "caffe-lenet/dns-lenet5-sparse.onnx, '', 4",
    "mnist-8/model.onnx, '', none",
    "onnx2c/mnist-pytorch.onnx, scale=0.003921569, none"
  })
  void integersDecideAsTheFloatsDo(String path, String input, String codebook) {
    Graph graph = model(path, input);
    List<List<Tensor>> samples = images(graph.inputs().getFirst().type().shape());
    Environment environment =
        new Environment(
            samples,
            Optional.empty(),
            new Interpreter(),
            Optional.empty(),
            Progress.NONE,
            Trace.NONE);
    Outcome outcome =
        Recipes.named("encode")
            .then(recipe -> recipe.with(Map.of("codebook", codebook)))
            .then(recipe -> Compressor.run(graph, recipe, environment))
            .orThrow();
    assertThat(outcome.graph().nodes().stream().map(Node::name))
        .containsAll(
            Pipelines.SIMPLIFY.run(graph, Trace.NONE).constants().stream()
                .map(Node::name)
                .toList());
    assertThat(decisions(outcome.graph(), samples)).isEqualTo(decisions(graph, samples));
  }

  private static List<Integer> decisions(Graph graph, List<List<Tensor>> samples) {
    List<Integer> classes = new ArrayList<>();
    try (Executable executable = new Interpreter().prepare(graph)) {
      for (List<Tensor> sample : samples) {
        float[] scores = executable.run(sample).get(0).toFloats();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
          best = scores[i] > scores[best] ? i : best;
        }
        classes.add(best);
      }
    }
    return classes;
  }

  /** The first images of the training set. */
  private static List<List<Tensor>> images(Shape shape) {
    Path file = shared().resolve("data/mnist/train-images-idx3-ubyte.gz");
    if (!Files.exists(file)) {
      Assumptions.abort("no MNIST beside the models");
    }
    Tensor all = Idx.read(file).orThrow();
    List<List<Tensor>> samples = new ArrayList<>();
    for (int n = 0; n < SAMPLES; n++) {
      float[] pixels = new float[(int) shape.size()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = all.floatAt((long) n * pixels.length + i);
      }
      samples.add(List.of(Tensor.ofFloats(shape, pixels)));
    }
    return samples;
  }
}
