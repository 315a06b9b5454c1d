// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.counting;
import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows and pooling in the forms of the exporters. */
class PoolsTest {

  @ParameterizedTest
  @CsvSource({
    "'auto_pad = \"SAME_UPPER\", strides = [2]', 5, 3, 1 3 4",
    "'auto_pad = \"SAME_UPPER\", strides = [2]', 6, 3, 2 4 5",
    "'auto_pad = \"SAME_LOWER\", strides = [2]', 6, 3, 1 3 5",
    "'auto_pad = \"VALID\", strides = [2]', 6, 3, 2 4",
    "'auto_pad = \"NOTSET\", pads = [1, 0], strides = [2]', 6, 3, 1 3 5",
    "'ceil_mode = 1, strides = [2]', 6, 3, 2 4 5",
    "'ceil_mode = 1, strides = [3]', 6, 3, 2 5",
    "'ceil_mode = 1, pads = [0, 1], strides = [3]', 6, 2, 1 4",
    "'ceil_mode = 1, strides = [4]', 5, 2, 1 4",
    "'dilations = [2]', 6, 3, 4 5"
  })
  void windowsFallWhereOnnxSays(String attributes, int extent, int kernel, String maxima) {
    Graph graph =
        graph(
            12,
            "g (float[1,1,%d] x) => (float[1,1,?] y) { y = MaxPool <kernel_shape = [%d], %s> (x) }"
                .formatted(extent, kernel, attributes));
    String[] found = new String[(int) graph.nodes().getLast().type().shape().size()];
    float[] values = run(graph, counting(extent));
    for (int i = 0; i < found.length; i++) {
      found[i] = String.valueOf((int) values[i]);
    }
    assertThat(String.join(" ", found)).isEqualTo(maxima);
  }

  @Test
  void globalPoolingIsAWindowOverThePlane() {
    Graph graph =
        graph(13, "g (float[1,2,3,4] x) => (float[1,2,1,1] y) { y = GlobalAveragePool(x) }");
    assertThat(graph.nodes().getLast().op()).isEqualTo(new AveragePool(Window.of(3, 4), false));
    assertThat(run(graph, counting(24))).containsExactly(5.5f, 17.5f);
  }

  @Test
  void paddingCountsOnlyWhenItIsSaidTo() {
    String text =
        "g (float[1,1,2] x) => (float[1,1,3] y)"
            + " { y = AveragePool <kernel_shape = [2], pads = [1,1], count_include_pad = %d> (x) }";
    float[] x = {2, 4};
    assertThat(run(graph(13, text.formatted(0)), x)).containsExactly(2, 3, 4);
    assertThat(run(graph(13, text.formatted(1)), x)).containsExactly(1, 3, 2);
  }

  @Test
  void whatCeilModeLetsAWindowReachOverDoesNotCount() {
    String text =
        "g (float[1,1,6] x) => (float[1,1,3] y) { y = AveragePool <kernel_shape = [3],"
            + " strides = [2], ceil_mode = 1, count_include_pad = 1, pads = %s> (x) }";
    assertThat(run(graph(13, text.formatted("[0,0]")), counting(6))).containsExactly(1, 3, 4.5f);
    assertThat(run(graph(13, text.formatted("[0,1]")), counting(6))).containsExactly(1, 3, 3);
    assertThat(run(graph(19, text.formatted("[0,0], dilations = [2]")), counting(6)))
        .containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({"0, 4 5 10 11", "1, 3 5 9 11"})
  void placesOfMaximaCountInTheStatedOrder(int order, String places) {
    Graph graph =
        graph(
            13,
            "g (float[1,2,2,3] x) => (int64[] i)"
                + " { y, i = MaxPool <kernel_shape = [2,2], storage_order = %d> (x) }"
                    .formatted(order));
    assertThat(run(graph, counting(12))).containsExactly(numbers(places));
  }

  @Test
  void placesOfMaximaAreNeverOnPaddingAndTheFirstOfEquals() {
    Graph graph =
        graph(
            13,
            "g (float[1,1,4] x) => (int64[] i)"
                + " { y, i = MaxPool <kernel_shape = [3], pads = [1,1]> (x) }");
    assertThat(run(graph, new float[] {-5, -5, -7, -7})).containsExactly(0, 0, 1, 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 7 9", "2, 5 6.4031243", "3, 4.4979415 5.7388"})
  void normsAreThoseOfMagnitudes(int p, String norms) {
    Graph graph =
        graph(
            18,
            "g (float[1,1,3] x) => (float[] y) { y = LpPool <kernel_shape = [2], p = %d> (x) }"
                .formatted(p));
    assertThat(run(graph, new float[] {3, -4, 5}))
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(numbers(norms));
  }

  @Test
  void maximaGoBackToTheirPlaces() {
    String text =
        "g (float[1,1,2] x) => (float[] y) <int64[1,1,2] i = {1, 2}%s>"
            + " { y = MaxUnpool <kernel_shape = [2], strides = [2]> (x, i%s) }";
    float[] x = {7, 8};
    assertThat(run(graph(11, text.formatted("", "")), x)).containsExactly(0, 7, 8, 0);
    assertThat(run(graph(11, text.formatted(", int64[3] s = {1, 1, 5}", ", s")), x))
        .containsExactly(0, 7, 8, 0, 0);
  }

  private static float[] numbers(String text) {
    String[] parts = text.split(" ", -1);
    float[] numbers = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Float.parseFloat(parts[i]);
    }
    return numbers;
  }

  @Test
  void windowsThatDoNotFitAreNamed() {
    assertThat(
            problems(
                13,
                "g (float[1,1,4] x) => (float[1,1,3] y) { y = MaxPool <kernel_shape = [5]> (x) }"))
        .containsExactly("y | MaxPool: a kernel of 5 is larger than the padded extent 4");
    assertThat(problems(13, "g (float[1,1,4] x) => (float[1,1,3] y) { y = MaxPool(x) }"))
        .containsExactly("y | MaxPool: attribute kernel_shape is missing");
    assertThat(
            problems(
                13,
                "g (float[1,1,4] x) => (float[1,1,3] y)"
                    + " { y = MaxPool <kernel_shape = [2], pads = [-1, 0], auto_pad = \"SAME\"> (x) }"))
        .hasSize(2)
        .first()
        .asString()
        .contains("auto_pad = \"SAME\" is none of");
  }

  @Test
  void convolutionTakesItsKernelFromTheWeights() {
    Graph graph =
        graph(
            13,
            """
            g (float[N,1,3,3] x) => (float[N,1,2,2] y)
            <float[1,1,2,2] w = {1,1,1,1}, float[1] b = {100}> { y = Conv(x, w, b) }
            """);
    assertThat(graph.inputs().getFirst().type().shape()).isEqualTo(Shape.of(1, 1, 3, 3));
    assertThat(run(graph, counting(9))).containsExactly(108, 112, 120, 124);
  }
}
