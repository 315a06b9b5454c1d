// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.counting;
import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators that move numbers, and shapes that are computed. */
class MovesTest {

  private static Shape resultShape(Graph graph) {
    return graph.node(graph.outputs().getFirst().value()).type().shape();
  }

  @ParameterizedTest
  @CsvSource({
    "'{0, -1}', 0, '2,12'",
    "'{-1}', 0, '24'",
    "'{4, 3, 2}', 0, '4,3,2'",
    "'{0, 0, 0}', 0, '2,3,4'",
    "'{2, 0, 2, -1}', 0, '2,3,2,2'"
  })
  void reshapeKnowsItsCodes(String shape, int allowZero, String result) {
    int rank = shape.split(",").length;
    Graph graph =
        graph(
            14,
            "g (float[2,3,4] x) => (float[] y) <int64[%d] s = %s> { y = Reshape <allowzero = %d> (x, s) }"
                .formatted(rank, shape, allowZero));
    assertThat(resultShape(graph)).hasToString(result);
    assertThat(graph.constants()).isEmpty();
  }

  @Test
  void oldReshapeHasItsShapeAsAttribute() {
    Graph graph = graph(1, "g (float[2,3] x) => (float[] y) { y = Reshape <shape = [3, -1]> (x) }");
    assertThat(resultShape(graph)).isEqualTo(Shape.of(3, 2));
  }

  @Test
  void impossibleShapesAreNamed() {
    String text = "g (float[2,3] x) => (float[] y) <int64[2] s = {%s}> { y = Reshape(x, s) }";
    assertThat(problems(13, text.formatted("4, -1")))
        .containsExactly("y | Reshape: [2,3] does not divide into [4, -1]");
    assertThat(problems(13, text.formatted("-1, -1")))
        .containsExactly("y | Reshape: shape [-1, -1] has more than one open extent");
    assertThat(problems(13, text.formatted("4611686018427387904, 4")))
        .singleElement()
        .asString()
        .startsWith("y | Reshape: too many elements");
    assertThat(problems(13, "g (float[2] x, int64[1] s) => (float[2] y) { y = Reshape(x, s) }"))
        .containsExactly(
            "y | Reshape: the new shape is computed when the model runs, which is not supported");
  }

  @Test
  void pytorchFlatteningWithAnOpenBatchIsFoldedAway() {
    Graph graph =
        graph(
            11,
            """
            g (float[batch,2,3] x) => (float[] y)
            {
              s = Shape(x)
              zero = Constant <value = int64 {0}> ()
              n = Gather <axis = 0> (s, zero)
              u = Unsqueeze <axes = [0]> (n)
              rest = Constant <value = int64[1] {-1}> ()
              wanted = Concat <axis = 0> (u, rest)
              y = Reshape(x, wanted)
            }
            """);
    assertThat(resultShape(graph)).isEqualTo(Shape.of(1, 6));
    assertThat(graph.nodes()).hasSize(2);
  }

  @Test
  void flattenDividesTheAxes() {
    assertThat(resultShape(graph(13, "g (float[2,3,4] x) => (float[] y) { y = Flatten(x) }")))
        .isEqualTo(Shape.of(2, 12));
    assertThat(
            resultShape(
                graph(13, "g (float[2,3,4] x) => (float[] y) { y = Flatten <axis = 0> (x) }")))
        .isEqualTo(Shape.of(1, 24));
    assertThat(
            resultShape(
                graph(13, "g (float[2,3,4] x) => (float[] y) { y = Flatten <axis = -1> (x) }")))
        .isEqualTo(Shape.of(6, 4));
  }

  @Test
  void transposeReversesWithoutPermutation() {
    Graph graph = graph(13, "g (float[2,3] x) => (float[3,2] y) { y = Transpose(x) }");
    assertThat(run(graph, counting(6))).containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void axesComeAndGo() {
    String squeeze = "g (float[1,2,1] x) => (float[] y) <int64[1] a = {-1}> { y = Squeeze(x, a) }";
    assertThat(resultShape(graph(13, squeeze))).isEqualTo(Shape.of(1, 2));
    assertThat(resultShape(graph(13, "g (float[1,2,1] x) => (float[] y) { y = Squeeze(x) }")))
        .isEqualTo(Shape.of(2));
    String unsqueeze =
        "g (float[2] x) => (float[] y) <int64[2] a = {0, -1}> { y = Unsqueeze(x, a) }";
    assertThat(resultShape(graph(13, unsqueeze))).isEqualTo(Shape.of(1, 2, 1));
  }

  @Test
  void concatenationNeedsAnAxisThatExists() {
    String text = "g (float[1,2] x) => (float[] y) { y = Concat %s (x, x) }";
    assertThat(run(graph(13, text.formatted("<axis = -1>")), counting(2)))
        .containsExactly(0, 1, 0, 1);
    assertThat(resultShape(graph(3, text.formatted("")))).isEqualTo(Shape.of(1, 4));
    assertThat(problems(13, text.formatted("")))
        .containsExactly("y | Concat: attribute axis is missing");
    assertThat(problems(13, text.formatted("<axis = 2>")))
        .containsExactly("y | Concat: axis 2 of a tensor of rank 2");
  }
}
