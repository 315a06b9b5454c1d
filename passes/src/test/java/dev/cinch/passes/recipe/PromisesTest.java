// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when a recipe may train away what it made before. */
class PromisesTest {

  private static final String HEAD = "cinch: 1\ndescription: d\nstages:\n";

  private static Graph graph() {
    GraphBuilder out = new GraphBuilder("net");
    var x = out.input("x", TensorType.f32(1, 4));
    var w = out.constant("w", new Dense(Tensor.ofFloats(Shape.of(4, 3), new float[12])));
    var v = out.constant("v", new Dense(Tensor.ofFloats(Shape.of(3, 2), new float[6])));
    var first = out.add(new MatMul(), List.of(x, w), Origin.named("first"));
    out.output("y", out.add(new MatMul(), List.of(first, v), Origin.named("second")));
    return out.build();
  }

  private static List<String> problems(String stages) {
    Recipe recipe = Recipe.read("r.yaml", HEAD + stages).orThrow();
    return Compressor.check(graph(), recipe).stream().map(Diagnostic::toString).toList();
  }

  @Test
  void trainingThatWouldFillZerosIsRefusedWhereItStands() {
    assertThat(
            problems(
                """
                - name: prune
                  do: [prune: {density: 0.1}]
                - name: tune
                  epochs: 3
                  do: []
                """))
        .containsExactly(
            "r.yaml:6:3: tune: training here would destroy the zeros of first, second that stage"
                + " prune makes (add `- keep: sparsity`)");
  }

  @Test
  void eachLayerMustBeKept() {
    String twoStages =
        """
        - name: both
          epochs: 1
          do: [prune: {density: 0.1}, codebook: {bits: 2, layers: second}]
        - name: tune
          epochs: 3
          do:
          - keep: {what: sparsity, layers: %s}
          - keep: codebook
        """;
    assertThat(problems(twoStages.formatted("first")))
        .singleElement()
        .asString()
        .contains("of second");
    assertThat(problems(twoStages.formatted("\"*\""))).isEmpty();
  }

  @Test
  void pruningAgainKeepsZerosButNotSharedValues() {
    assertThat(
            problems(
                """
                - name: both
                  epochs: 1
                  do: [mixture: ]
                - name: more
                  epochs: 1
                  do: [prune: {density: 0.1}]
                """))
        .singleElement()
        .asString()
        .contains("shared values of first, second", "keep: codebook");
  }

  @Test
  void stagesThatDoNotTrainDestroyNothing() {
    assertThat(
            problems(
                """
                - name: prune
                  epochs: 2
                  do: [prune: {density: 0.1}]
                - name: share
                  do: [codebook: ]
                """))
        .isEmpty();
  }
}
