// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators whose results are as long as numbers say, and features that are numbers. */
class SelectionsTest {

  private static float[] result(String text) {
    return run(graph(13, text), new float[] {0});
  }

  @Test
  void indicesOfNumbersThatAreNotZeroAreDecidedOnImport() {
    assertThat(
            result(
                "g (float[1] x) => (int64[] y) <float[2,2] c = {0, 5, -1, 0}> { y = NonZero(c) }"))
        .containsExactly(0, 1, 1, 0);
    assertThat(problems(13, "g (float[2] x) => (int64[] y) { y = NonZero(x) }"))
        .containsExactly(
            "y | NonZero: the tensor, whose numbers say how long the result is, is computed when"
                + " the model runs, which is not supported");
  }

  @ParameterizedTest
  @CsvSource({
    "'sorted = 1', y, 1 2 3", "'sorted = 1', i, 1 3 0", "'sorted = 1', v, 2 0 2 1 0",
    "'sorted = 1', n, 2 1 2", "'sorted = 0', y, 3 1 2", "'sorted = 0', i, 0 1 3",
    "'sorted = 0', v, 0 1 0 2 1", "'sorted = 0', n, 2 2 1"
  })
  void differentNumbersInOrderOrAsTheyCome(String attributes, String result, String expected) {
    float[] values =
        result(
            "g (float[1] x) => (float[] %s) <float[5] c = {3, 1, 3, 2, 1}> { y, i, v, n = Unique <%s> (c) }"
                .formatted(result, attributes));
    StringBuilder found = new StringBuilder();
    for (float value : values) {
      found.append(found.isEmpty() ? "" : " ").append((int) value);
    }
    assertThat(found).hasToString(expected);
  }

  @Test
  void conditionsMayBeFewerThanSlices() {
    Graph graph =
        graph(
            11,
            "g (float[2,3] x) => (float[] y) <bool[2] c = {0, 1}>"
                + " { y = Compress <axis = -1> (x, c) }");
    assertThat(run(graph, new float[] {0, 1, 2, 3, 4, 5})).containsExactly(1, 4);
  }

  @Test
  void boxesAsLikeAsTheLimitStayAndLimitsMayBeLeftOut() {
    // The last two boxes share 7 of 10 parts.
    String text =
        """
        g (float[1] x) => (int64[] y)
        <float[1,3,4] b = {0,0,1,1, 0,2,1,12, 0,2,1,9}, float[1,1,3] s = {-1, 3, 2},
         int64[1] n = {3}, float[1] t = {0.7}>
        { y = NonMaxSuppression(b, s%s) }
        """;
    assertThat(result(text.formatted(", n, t"))).containsExactly(0, 0, 1, 0, 0, 2, 0, 0, 0);
    assertThat(result(text.formatted(", n"))).containsExactly(0, 0, 1, 0, 0, 0);
    assertThat(result(text.formatted(""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'Scaler <offset = [1.0], scale = [2.0, 3.0]>', '-8 9'",
    "'Binarizer <threshold = -3.0>', '0 1'",
    "'Normalizer <norm = \"MAX\">', '-0.75 1'",
    "'Normalizer <norm = \"L2\">', '-0.6 0.8'",
    "'LinearRegressor <coefficients = [1.0, 2.0, 3.0, 4.0], targets = 2, intercepts = [0.5, 0.0]>', '5.5 7'",
    "'LabelEncoder <keys_floats = [4.0, 5.0], values_floats = [7.5, 8.5], default_float = 1.5>', '1.5 7.5'"
  })
  void featuresAreComputed(String node, String expected) {
    Graph graph =
        graph(
            """
            <ir_version: 8, opset_import: ["" : 17, "ai.onnx.ml" : 2]>
            g (float[1,2] x) => (float[] y) { y = ai.onnx.ml.%s (x) }
            """
                .formatted(node));
    String[] parts = expected.split(" ", -1);
    float[] found = run(graph, new float[] {-3, 4});
    assertThat(found).hasSize(parts.length);
    for (int i = 0; i < parts.length; i++) {
      assertThat(found[i]).isEqualTo(Float.parseFloat(parts[i]));
    }
  }

  @Test
  void stringsAreRefused() {
    assertThat(
            problems(
                """
                <ir_version: 8, opset_import: ["" : 17, "ai.onnx.ml" : 2]>
                g (float[1] x) => (float[] y)
                { y = ai.onnx.ml.LabelEncoder <keys_floats = [1.0], values_strings = ["a"]> (x) }
                """))
        .singleElement()
        .extracting(problem -> problem.text())
        .isEqualTo("ai.onnx.ml.LabelEncoder: strings are not supported");
  }
}
