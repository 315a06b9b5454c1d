// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import org.junit.jupiter.api.Test;

/** Branches, loops, functions and sequences, all of which are gone after the import. */
class ControlFlowTest {

  @Test
  void theBranchThatIsTakenIsAllThatIsLeft() {
    String text =
        """
        g (float[2] x) => (float[2] y) <bool c = {%d}, float[1] w = {3}>
        {
          y = If (c) <
            then_branch = yes () => (float[2] a) { a = Mul(x, w) },
            else_branch = no () => (float[2] b) { b = NoSuchOperator(x) }
          >
        }
        """;
    Graph graph = graph(13, text.formatted(1));
    assertThat(graph.nodes()).extracting(Node::name).containsExactly("x", "w", "a");
    assertThat(run(graph, new float[] {1, 2})).containsExactly(3, 6);
    assertThat(problems(13, text.formatted(0)))
        .containsExactly("b | operator NoSuchOperator is not supported");
  }

  @Test
  void aConditionThatIsComputedIsRefused() {
    assertThat(
            problems(
                13,
                """
                g (bool c, float[2] x) => (float[2] y)
                {
                  y = If (c) <
                    then_branch = yes () => (float[2] a) { a = Relu(x) },
                    else_branch = no () => (float[2] b) { b = Neg(x) }
                  >
                }
                """))
        .containsExactly(
            "y | If: the condition is computed when the model runs, which is not supported");
  }

  @Test
  void loopsAreUnrolledWithWhatTheyCarryAndCollect() {
    Graph graph =
        graph(
            13,
            """
            g (float[2] x) => (float[2] last, float[3,2] all)
            <int64 n = {3}, bool c = {1}>
            {
              last, all = Loop (n, c, x) <
                body = b (int64 i, bool c_in, float[2] v) => (bool c_out, float[2] w, float[2] row)
                {
                  c_out = Identity(c_in)
                  f = Cast <to = 1> (i)
                  w = Add(v, f)
                  row = Neg(w)
                }
              >
            }
            """);
    assertThat(run(graph, new float[] {10, 20})).containsExactly(13, 23);
    assertThat(graph.outputs().get(1).name()).isEqualTo("all");
    assertThat(graph.node(graph.outputs().get(1).value()).type().toString()).isEqualTo("F32[3,2]");
  }

  @Test
  void aLoopEndsWhenItsConditionDoes() {
    String text =
        """
        g (float[1] x) => (float[1] last) <bool c = {1}, int64 limit = {%d}>
        {
          last = Loop (, c, x) <
            body = b (int64 i, bool c_in, float[1] v) => (bool c_out, float[1] w)
            { c_out = Less(i, limit)  w = Add(v, v) }
          >
        }
        """;
    assertThat(run(graph(13, text.formatted(4)), new float[] {1})).containsExactly(32);
    assertThat(problems(13, text.formatted(1_000_000)))
        .containsExactly("last | Loop: it takes more than 100000 steps");
  }

  @Test
  void aConditionWhoseNumbersAreMissingIsRefused() {
    assertThat(
            problems(
                13,
                """
                g (float[1] x) => (float[1] last)
                <bool c = {1}, bool far = ["location": "nowhere.bin", "length": "1"]>
                {
                  last = Loop (, c, x) <
                    body = b (int64 i, bool c_in, float[1] v) => (bool far, float[1] w)
                    { w = Add(v, v) }
                  >
                }
                """))
        .singleElement()
        .asString()
        .startsWith("far | ");
  }

  @Test
  void scansGoThroughSlicesInEitherDirection() {
    String text =
        """
        g (float[3,2] x) => (float[2] sum, float[3,2] sums) <float[2] zero = {0, 0}>
        {
          sum, sums = Scan (zero, x) <
            num_scan_inputs = 1, scan_input_directions = [%d], scan_output_directions = [%d],
            body = b (float[2] s, float[2] row) => (float[2] t, float[2] u)
            { t = Add(s, row)  u = Identity(t) }
          >
          out = Identity(sums)
        }
        """;
    float[] x = {1, 2, 3, 4, 5, 6};
    assertThat(run(graph(13, text.formatted(0, 0)), x)).containsExactly(9, 12);
    String sums = text.replace("(float[2] sum, float[3,2] sums)", "(float[3,2] out)");
    assertThat(run(graph(13, sums.formatted(0, 0)), x)).containsExactly(1, 2, 4, 6, 9, 12);
    assertThat(run(graph(13, sums.formatted(1, 0)), x)).containsExactly(5, 6, 8, 10, 9, 12);
    assertThat(run(graph(13, sums.formatted(0, 1)), x)).containsExactly(9, 12, 4, 6, 1, 2);
  }

  @Test
  void functionsAreInlinedWithTheirAttributes() {
    String text =
        """
        <ir_version: 8, opset_import: ["" : 18, "own" : 1]>
        g (float[2] x) => (float[2] y, float[2] z)
        { y = own.scaled <by = 2.0> (x)  z = own.scaled (x, y) }
        <domain: "own", opset_import: ["" : 18]>
        scaled <by: float = 3.0> (a, b) => (c)
        {
          f = Constant <value_float: float = @by> ()
          c = Mul(a, f)
        }
        """;
    Graph graph = graph(text);
    assertThat(run(graph, new float[] {1, 2})).containsExactly(2, 4);
    assertThat(graph.outputs()).hasSize(2);
  }

  @Test
  void aFunctionNeedsNoOperatorSet() {
    Graph graph =
        graph(
            13,
            """
            g (float[1] x) => (float[1] y) { [f1] y = local.twice(x) }
            <domain: "local", opset_import: ["" : 13]>
            twice (a) => (b) { b = Add(a, a) }
            """);
    assertThat(run(graph, new float[] {3})).containsExactly(6);
  }

  @Test
  void aFunctionThatCallsItselfEnds() {
    assertThat(
            problems(
                """
                <ir_version: 8, opset_import: ["" : 18, "own" : 1]>
                g (float[2] x) => (float[2] y) { y = own.twice(x) }
                <domain: "own", opset_import: ["" : 18, "own" : 1]>
                twice (a) => (c) { b = own.twice(a)  c = Add(b, b) }
                """))
        .extracting(problem -> problem.code())
        .containsExactly("onnx.function.depth");
  }

  @Test
  void sequencesAreTakenApartOnImport() {
    Graph graph =
        graph(
            13,
            """
            g (float[4] x) => (float[4] y) <int64 first = {0}, int64 one = {1}>
            {
              s = SplitToSequence(x, one)
              e = SequenceAt(s, first)
              t = SequenceErase(s, first)
              u = SequenceInsert(t, e)
              y = ConcatFromSequence <axis = 0> (u)
            }
            """);
    assertThat(run(graph, new float[] {1, 2, 3, 4})).containsExactly(2, 3, 4, 1);
  }

  @Test
  void aSequenceIsNoTensor() {
    assertThat(
            problems(
                13,
                """
                g (float[2] x) => (float[2] y)
                {
                  s = SequenceConstruct(x, x)
                  y = Relu(s)
                }
                """))
        .containsExactly("y | Relu: operand 1 is a sequence, not a tensor");
  }
}
