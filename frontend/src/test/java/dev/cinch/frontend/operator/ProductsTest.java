// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Matrix products in the forms of the exporters. */
class ProductsTest {

  private static final float[] ONE_TWO = {1, 2};

  @Test
  void pytorchLinearBecomesOneProductWithBias() {
    Graph graph =
        graph(
            13,
            """
            g (float[1,2] x) => (float[1,3] y)
            <float[3,2] "fc.weight" = {1,2, 3,4, 5,6}, float[3] "fc.bias" = {10,20,30}>
            { [fc] y = Gemm <alpha = 1.0, beta = 1.0, transB = 1> (x, "fc.weight", "fc.bias") }
            """);
    assertThat(graph.nodes())
        .extracting(Node::name)
        .containsExactly("x", "fc.weight", "fc.bias", "fc");
    assertThat(graph.nodes().get(1).type().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(graph.nodes().getLast().op()).isEqualTo(new MatMul());
    assertThat(run(graph, ONE_TWO)).containsExactly(15, 31, 47);
  }

  @Test
  void sharedWeightIsTransposedOnce() {
    Graph graph =
        graph(
            13,
            """
            g (float[1,2] x) => (float[1,2] z) <float[2,2] w = {1,2,3,4}>
            { y = Gemm <transB = 1> (x, w)  z = Gemm <transB = 1> (y, w) }
            """);
    assertThat(graph.constants()).hasSize(1);
    assertThat(run(graph, ONE_TWO)).containsExactly(27, 59);
  }

  @Test
  void biasOfOneRowBecomesBias() {
    Graph graph =
        graph(
            13,
            """
            g (float[1,2] x) => (float[1,2] y)
            <float[2,2] w = {1,0,0,1}, float[1,2] b = {5,6}> { y = Gemm (x, w, b) }
            """);
    assertThat(graph.nodes().getLast().in()).hasSize(3);
    assertThat(run(graph, ONE_TWO)).containsExactly(6, 8);
  }

  @Test
  void scalesAndColumnsAreAddedAfterwards() {
    Graph graph =
        graph(
            13,
            """
            g (float[2,1] x) => (float[2,2] y)
            <float[1,2] w = {1,2}, float[2,1] c = {1,2}>
            { y = Gemm <alpha = 2.0, beta = 10.0> (x, w, c) }
            """);
    assertThat(graph.nodes().getLast().op()).isEqualTo(new Add());
    assertThat(graph.nodes().getLast().name()).isEqualTo("y");
    assertThat(run(graph, ONE_TWO)).containsExactly(12, 14, 24, 28);
  }

  @Test
  void transposedInputIsTransposedWhenItRuns() {
    Graph graph =
        graph(
            13,
            """
            g (float[2,1] x) => (float[1,1] y) <float[2,1] w = {10,100}>
            { y = Gemm <transA = 1> (x, w) }
            """);
    assertThat(run(graph, ONE_TWO)).containsExactly(210);
  }

  @Test
  void vectorsMultiplyAsRowsAndColumns() {
    String both = "g (float[2] x) => (float y) <float[2] w = {10,100}> { y = MatMul(x, w) }";
    assertThat(run(graph(13, both), ONE_TWO)).containsExactly(210);
    String left = "g (float[2] x) => (float[2] y) <float[2,2] w = {1,2,3,4}> { y = MatMul(x, w) }";
    assertThat(run(graph(13, left), ONE_TWO)).containsExactly(7, 10);
    String right = "g (float[1,2] x) => (float[1] y) <float[2] w = {3,4}> { y = MatMul(x, w) }";
    assertThat(run(graph(13, right), ONE_TWO)).containsExactly(11);
  }

  @Test
  void integerProductsBeyondExactArithmeticAreRefused() {
    assertThat(
            problems(
                13,
                """
                g (float x) => (int32[1,1] y) <int32[1,2] a = {1, 2}, int32[2,1] b = {3, 4}>
                { y = MatMul(a, b) }
                """))
        .singleElement()
        .asString()
        .startsWith("y | MatMul: the exact result needs 65 bits");
  }

  @Test
  void extentsThatDoNotFitAreNamed() {
    assertThat(
            problems(
                13,
                "g (float[1,2] x) => (float[1,2] y) <float[3,2] w = {1,2,3,4,5,6}>"
                    + " { [ip1] y = Gemm(x, w) }"))
        .containsExactly("ip1 | Gemm: inner extents of [1,2] and [3,2] differ");
    assertThat(
            problems(
                13,
                "g (float[1,2] x) => (float[1,2] y) <float[2,2] w = {1,2,3,4}, float[3,2] c ="
                    + " {1,2,3,4,5,6}> { y = Gemm(x, w, c) }"))
        .containsExactly("y | Gemm: c of [3,2] does not broadcast to [1,2]");
  }
}
