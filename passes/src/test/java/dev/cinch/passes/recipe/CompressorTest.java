// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.Progress;
import dev.cinch.passes.prune.PrunedWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CompressorTest {

  private static final String NET =
      """
      <ir_version: 10, opset_import: ["" : 21]>
      net (float[1,4] x) => (float[1,2] y)
      <float[4,3] w = {0, 0.5, 0.6, 0, 0, -1, 0.55, 0, 0, 0, -0.9, 0}, float[3] b = {0.1, 0, 0},
       float[3,2] v = {1, 2, 3, 4, 5, 6}>
      {
        [ip1] h = MatMul (x, w)
        s = Add (h, b)
        r = Relu (s)
        [ip2] y = MatMul (r, v)
      }
      """;

  private final List<String> traced = new ArrayList<>();
  private final TreeSet<String> tasks = new TreeSet<>();

  private static Graph graph() {
    return OnnxTextReader.read(NET, "net.onnxtxt", WeightSource.NONE).orThrow();
  }

  private Environment environment() {
    Tensor sample = Tensor.ofFloats(Shape.of(1, 4), 0.5f, 1, 0.25f, 0);
    Progress progress = (task, _, _) -> tasks.add(task);
    return new Environment(
        List.of(List.of(sample)),
        Optional.empty(),
        new Interpreter(),
        Optional.empty(),
        progress,
        (step, _) -> traced.add(step));
  }

  private static Recipe recipe(String steps) {
    String text = "cinch: 1\ndescription: d\nstages:\n  - do:\n" + steps.indent(4);
    return Recipe.read("r.yaml", text).orThrow();
  }

  private static Weight weight(Graph graph, String name) {
    Node node = graph.find(name).orElseThrow();
    return node.op() instanceof Constant(var weight) ? weight : fail(name);
  }

  private static Weight fail(String name) {
    throw new AssertionError(name + " is no constant");
  }

  /** Clusters that are not meant to be the nearest are no reason to warn that they are not. */
  @Test
  void clustersOfEveryMethodAreMadeWithoutWarnings() {
    for (String method : List.of("optimal", "linear", "entropy")) {
      Recipe recipe = recipe("- codebook: {bits: 1, method: " + method + "}");
      Result<Outcome> result = Compressor.run(graph(), recipe, environment());
      assertThat(result).isEqualTo(Result.ok(result.orThrow()));
    }
  }

  @Test
  void encodeRecipeClustersThenRoundsThenStores() {
    Recipe recipe = Recipes.named("encode").orThrow().with(Map.of("codebook", "2")).orThrow();
    Outcome outcome = Compressor.run(graph(), recipe, environment()).orThrow();
    assertThat(outcome.reports())
        .extracting(StepReport::step)
        .containsExactly("codebook", "fixed", "encode");
    assertThat(traced).endsWith("codebook", "fixed", "encode");
    assertThat(tasks).containsExactly("calibrate", "codebook", "overflow");
    // 0.5, 0.55 and 0.6 share a value; the zeros are where they were.
    Tensor w = weight(outcome.graph(), "w").decode();
    assertThat(w.type().number()).hasToString("s16.15");
    assertThat(w.toFloats())
        .containsExactly(0, 0.5499878f, 0.5499878f, 0, 0, -1, 0.5499878f, 0, 0, 0, -0.8999939f, 0);
  }

  @Test
  void clustersKeepTheirFormUntilTheyAreStored() {
    Outcome outcome =
        Compressor.run(
                graph(), recipe("- codebook: {layers: ip1, bits: 2}\n- fixed:"), environment())
            .orThrow();
    assertThat(weight(outcome.graph(), "w"))
        .isInstanceOfSatisfying(
            Sparse.class, it -> assertThat(it.values()).isInstanceOf(Codebook.class));
    assertThat(weight(outcome.graph(), "v").type().number().width()).isEqualTo(8);
  }

  @Test
  void pruningKeepsTheLargestOfEachLayer() {
    Outcome outcome =
        Compressor.run(graph(), recipe("- prune: {density: 0.34}\n- encode:"), environment())
            .orThrow();
    assertThat(weight(outcome.graph(), "w").decode().toFloats())
        .containsExactly(0, 0, 0.6f, 0, 0, -1, 0.55f, 0, 0, 0, -0.9f, 0);
    assertThat(weight(outcome.graph(), "v").decode().toFloats()).containsExactly(0, 0, 0, 0, 5, 6);
    assertThat(outcome.reports().getFirst())
        .isEqualTo(
            new StepReport.Pruning(
                List.of(new PrunedWeight("w", 12, 4), new PrunedWeight("v", 6, 2))));
  }

  @Test
  void scanWithoutExamplesIsRefused() {
    Result<Outcome> result =
        Compressor.run(graph(), Recipes.named("quick").orThrow(), environment());
    assertThat(((Result.Failed<Outcome>) result).diagnostics())
        .singleElement()
        .asString()
        .contains("prune", "there are none", "--data");
  }

  @Test
  void stepThatIsSwitchedOffLeavesNoTrace() {
    Outcome outcome =
        Compressor.run(graph(), recipe("- codebook: {bits: none}\n- encode:"), environment())
            .orThrow();
    assertThat(outcome.reports()).extracting(StepReport::step).containsExactly("encode");
    assertThat(weight(outcome.graph(), "w").decode()).isEqualTo(weight(graph(), "w").decode());
  }

  @Test
  void patternsThatMatchNothingAreFoundBeforeAnythingRuns() {
    Recipe recipe =
        recipe(
            "- codebook: {layers: [ip2, conv*]}\n- codebook: {layers: fc?, bits: none}\n- fixed:");
    Result<Outcome> result = Compressor.run(graph(), recipe, environment());
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(((Result.Failed<Outcome>) result).diagnostics())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "r.yaml:5:32: layers: 'conv*' matches no layer (layers: ip1, ip2)",
            "r.yaml:6:26: layers: 'fc?' matches no layer (layers: ip1, ip2)");
    assertThat(tasks).isEmpty();
  }

  @Test
  void integersAreNotClustered() {
    Outcome integers = Compressor.run(graph(), recipe("- fixed:"), environment()).orThrow();
    List<Diagnostic> problems = Compressor.check(integers.graph(), recipe("- codebook:"));
    assertThat(problems).hasSize(2).allMatch(it -> it.toString().contains("have the format s8."));
  }

  @Test
  void globsMatchWholeNames() {
    assertThat(new Glob("*").matches("")).isTrue();
    assertThat(new Glob("a*c?").matches("abbcd")).isTrue();
    assertThat(new Glob("/fc*/Gemm").matches("/fc1/x/Gemm")).isTrue();
    assertThat(new Glob("fc").matches("fc1")).isFalse();
    assertThat(new Glob("?").matches("")).isFalse();
    assertThat(new Glob("*a*a*a*a*a*a*b").matches("a".repeat(200))).isFalse();
  }
}
