// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.counting;
import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Softmax;
import org.junit.jupiter.api.Test;

/** Element-wise operators, normalizations and casts through the versions of the operator sets. */
class ArithmeticTest {

  @Test
  void oldAdditionAlignsAtAnAxis() {
    String text =
        """
        g (float[1,2,3] x) => (float[1,2,3] y) <float[2] b = {10, 20}>
        { y = Add <broadcast = 1, axis = 1> (x, b) }
        """;
    assertThat(run(graph(6, text), counting(6))).containsExactly(10, 11, 12, 23, 24, 25);
    assertThat(problems(13, text.replace("<broadcast = 1, axis = 1>", "")))
        .containsExactly("y | Add: shapes 1,2,3 and 2 do not broadcast");
  }

  @Test
  void integerSumsWrapInModelsOfOnnxAndAreExactInOurs() {
    String text = "g (float x) => (int8[2] y) <int8[2] a = {127, 1}> { y = Add(a, a) }";
    assertThat(run(graph(13, text), new float[] {0})).containsExactly(-2, 2);
    String ours = "<ir_version: 8, opset_import: [\"\" : 13, \"dev.cinch\" : 1]>\n" + text;
    assertThat(run(graph(ours), new float[] {0})).containsExactly(254, 2);
  }

  @Test
  void softmaxWasOverAMatrixBeforeOpset13() {
    String text = "g (float[1,2,2] x) => (float[1,2,2] y) { y = Softmax %s (x) }";
    float quarter = 0.25f;
    assertThat(run(graph(11, text.formatted("")), new float[4]))
        .containsExactly(quarter, quarter, quarter, quarter);
    assertThat(run(graph(13, text.formatted("")), new float[4]))
        .containsExactly(0.5f, 0.5f, 0.5f, 0.5f);
    Graph last = graph(11, text.formatted("<axis = 2>"));
    assertThat(last.nodes().getLast().op()).isEqualTo(new Softmax(2));
  }

  @Test
  void batchNormalizationReadsItsOldForms() {
    String text =
        """
        g (float[1,1,2] x) => (float[1,1,2] y)
        <float[1] s = {2}, float[1] b = {1}, float[1] m = {3}, float[1] v = {4}>
        { y = BatchNormalization <epsilon = 0.0, momentum = 0.9 %s> (x, s, b, m, v) }
        """;
    for (String old : new String[] {"", ", spatial = 1", ", is_test = 1", ", training_mode = 0"}) {
      Graph graph = graph(7, text.formatted(old));
      assertThat(graph.nodes().getLast().op()).isEqualTo(new BatchNorm(0));
      assertThat(run(graph, new float[] {3, 5})).containsExactly(1, 3);
    }
    Graph training = graph(14, text.formatted(", training_mode = 1"));
    assertThat(run(training, new float[] {3, 5})).containsExactly(-1, 3);
  }

  @Test
  void castKeepsLowBitsBetweenIntegersAndCutsDigitsOff() {
    String text = "g (float x) => (int8[2] y) <int32[2] a = {300, -1}> { y = Cast <to = 3> (a) }";
    assertThat(run(graph(13, text), new float[] {0})).containsExactly(44, -1);
    assertThat(run(graph(5, text.replace("to = 3", "to = \"INT8\"")), new float[] {0}))
        .containsExactly(44, -1);
    Graph cut = graph(13, "g (float[3] x) => (int8[3] y) { y = Cast <to = 3> (x) }");
    assertThat(run(cut, new float[] {-1.9f, 2.9f, -0.1f})).containsExactly(-1, 2, 0);
    Graph truth = graph(13, "g (float[3] x) => (bool[3] y) { y = Cast <to = 9> (x) }");
    assertThat(run(truth, new float[] {-1.9f, 0, Float.NaN})).containsExactly(1, 0, 1);
    Graph half = graph(13, "g (float[2] x) => (float16[2] y) { y = Cast <to = 10> (x) }");
    assertThat(run(half, new float[] {1.0009f, 70000}))
        .containsExactly(1.0009766f, Float.POSITIVE_INFINITY);
    assertThat(problems(13, "g (float[1] x) => (string[1] y) { y = Cast <to = 8> (x) }"))
        .containsExactly("y | Cast: to string is not supported");
  }

  @Test
  void dropoutDoesNothingUnlessItTrains() {
    String text =
        "g (float[1] x) => (float[1] y) <float r = {0.5}, bool t = {%d}> { y = Dropout(x, r, t) }";
    assertThat(run(graph(13, text.formatted(0)), new float[] {7})).containsExactly(7);
    assertThat(problems(13, text.formatted(1)))
        .containsExactly("y | Dropout: its training mode is on");
  }
}
