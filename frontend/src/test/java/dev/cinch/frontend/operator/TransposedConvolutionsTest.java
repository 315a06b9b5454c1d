// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ConvTranspose in all forms that its padding may have. */
class TransposedConvolutionsTest {

  private static final float[] ONE_TWO_THREE = {1, 2, 3};

  @ParameterizedTest
  @CsvSource({
    "'strides = [2]', 1 10 102 20 203 30 300",
    "'strides = [2], pads = [1,1]', 10 102 20 203 30",
    "'strides = [2], pads = [3,0]', 20 203 30 300",
    "'strides = [2], pads = [0,4]', 1 10 102",
    "'strides = [2], pads = [1,1], output_padding = [1]', 10 102 20 203 30 300",
    "'strides = [2], output_shape = [6]', 10 102 20 203 30 300",
    "'strides = [2], output_shape = [1,1,6]', 10 102 20 203 30 300",
    "'strides = [2], output_shape = [9]', 1 10 102 20 203 30 300 0 0",
    "'strides = [2], auto_pad = \"SAME_UPPER\"', 1 10 102 20 203 30",
    "'strides = [2], auto_pad = \"SAME_LOWER\"', 10 102 20 203 30 300",
    "'strides = [2], auto_pad = \"VALID\"', 1 10 102 20 203 30 300",
    "'strides = [4], auto_pad = \"SAME_UPPER\"', 1 10 100 0 2 20 200 0 3 30 300 0",
    "'dilations = [2]', 1 2 13 20 130 200 300",
    "'strides = [5]', 1 10 100 0 0 2 20 200 0 0 3 30 300"
  })
  void resultsAreWhereOnnxPutsThem(String attributes, String expected) {
    Graph graph =
        graph(
            11,
            "g (float[1,1,3] x) => (float[] y) <float[1,1,3] w = {1, 10, 100}>"
                + " { y = ConvTranspose <%s> (x, w) }".formatted(attributes));
    float[] values = run(graph, ONE_TWO_THREE);
    StringBuilder text = new StringBuilder();
    for (float value : values) {
      text.append(text.isEmpty() ? "" : " ").append((int) value);
    }
    assertThat(text).hasToString(expected);
  }

  @Test
  void storedWeightsAreTurnedOnceAndStayConstants() {
    Graph graph =
        graph(
            11,
            """
            g (float[1,2,1] x) => (float[] y)
            <float[2,1,2] w = {1, 2, 3, 4}, float[2] b = {100, 200}>
            { y = ConvTranspose <group = 2> (x, w, b) }
            """);
    assertThat(graph.nodes().getLast().op()).isInstanceOf(Conv.class);
    assertThat(graph.node(graph.nodes().getLast().in().get(1)).op()).isInstanceOf(Constant.class);
    assertThat(graph.constants()).hasSize(2);
    assertThat(run(graph, new float[] {1, 10})).containsExactly(101, 102, 230, 240);
  }

  @Test
  void computedWeightsAreTurnedWhenTheModelRuns() {
    Graph graph =
        graph(
            11,
            "g (float[1,1,3] x, float[1,2,1,1] w) => (float[] y)"
                + " <int64[4] s = {1, 1, 1, 3}>"
                + " { z = Reshape(x, s) y = ConvTranspose(z, w) }");
    assertThat(graph.nodes().getLast().type().shape()).isEqualTo(Shape.of(1, 2, 1, 3));
    assertThat(run(graph, ONE_TWO_THREE, new float[] {1, 10})).containsExactly(1, 2, 3, 10, 20, 30);
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    assertThat(
            problems(
                11,
                "g (float[1,3,4] x) => (float[] y) <float[2,1,2] w = {1, 2, 3, 4}>"
                    + " { y = ConvTranspose(x, w) }"))
        .containsExactly("y | ConvTranspose: weights [2,1,2] in 1 groups on [1,3,4]");
  }
}
