// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.counting;
import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resize and Upsample in their forms, old and new. */
class ResizesTest {

  private static float[] resized(int opset, int extent, String scale, String attributes) {
    Graph graph =
        graph(
            opset,
            "g (float[%d] x) => (float[] y) <float[0] none = {}, float[1] s = {%s}> { y = Resize <%s> (x, %s) }"
                .formatted(extent, scale, attributes, opset < 11 ? "s" : "none, s"));
    return run(graph, counting(extent));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 4, 0.6, mode = \"nearest\", 0 2",
    "10, 2, 2.5, mode = \"nearest\", 0 0 0 1 1",
    "10, 2, 2.0, mode = \"linear\", 0 0.5 1 1",
    "11, 2, 2.0, 'mode = \"linear\"', 0 0.25 0.75 1",
    "11, 4, 0.25, 'mode = \"linear\", coordinate_transformation_mode = \"pytorch_half_pixel\"', 0",
    "11, 4, 0.5, 'coordinate_transformation_mode = \"tf_half_pixel_for_nn\", nearest_mode = \"floor\"', 1 3",
    "13, 10, 0.7, 'coordinate_transformation_mode = \"asymmetric\", nearest_mode = \"floor\"', 0 1 2 4 5 7 8",
    "13, 3, 0.33333334, 'coordinate_transformation_mode = \"asymmetric\"', 0",
    "13, 2, 3.0, 'coordinate_transformation_mode = \"asymmetric\", nearest_mode = \"ceil\"', 0 1 1 1 1 1",
    "13, 3, 2.0, 'mode = \"linear\", coordinate_transformation_mode = \"align_corners\"', 0 0.4 0.8 1.2 1.6 2",
    "18, 4, 0.5, 'mode = \"linear\", antialias = 1', 0.625 2.375",
    "18, 4, 0.5, 'mode = \"linear\", antialias = 1, exclude_outside = 1', 0.714286 2.285714"
  })
  void numbersAreThoseOfOnnx(
      int opset, int extent, String scale, String attributes, String expected) {
    String[] parts = expected.split(" ", -1);
    float[] wanted = new float[parts.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Float.parseFloat(parts[i]);
    }
    assertThat(resized(opset, extent, scale, attributes))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(wanted);
  }

  @Test
  void upsampleHadItsScalesAsAttributes() {
    String first = "g (float[1,1,1,2] x) => (float[] y) { y = Upsample <%s> (x) }";
    assertThat(run(graph(7, first.formatted("scales = [1.0, 1.0, 2.0, 1.0]")), counting(2)))
        .containsExactly(0, 1, 0, 1);
    assertThat(
            run(graph(1, first.formatted("width_scale = 2.0, mode = \"bilinear\"")), counting(2)))
        .containsExactly(0, 0.5f, 1, 1);
  }

  @Test
  void cropsAreFilledOutsideTheImage() {
    Graph graph =
        graph(
            13,
            """
            g (float[3] x) => (float[] y)
            <float[2] roi = {0.5, 1.5}, float[0] none = {}, int64[1] sizes = {3}>
            { y = Resize <mode = "linear", extrapolation_value = 9.0,
                coordinate_transformation_mode = "tf_crop_and_resize"> (x, roi, none, sizes) }
            """);
    assertThat(run(graph, counting(3))).containsExactly(1, 2, 9);
  }

  @Test
  void integersAreInterpolatedAndCut() {
    Graph graph =
        graph(
            13,
            """
            g (float[2] x) => (float[] y) <float[0] none = {}, float[1] s = {2}>
            { u = Cast <to = 2> (x)  v = Resize <mode = "linear"> (u, none, s)  y = Cast <to = 1> (v) }
            """);
    assertThat(run(graph, new float[] {0, 3})).containsExactly(0, 0, 2, 3);
  }

  @Test
  void sameSizeIsTheOperandItself() {
    Graph graph =
        graph(
            13,
            """
            g (float[4] x) => (float[] y) <float[0] none = {}, float[1] s = {1}>
            { z = Resize <mode = "cubic"> (x, none, s)  y = Relu(z) }
            """);
    assertThat(graph.nodes()).hasSize(2);
  }

  @Test
  void sizesThatAreComputedAndUnknownModesAreRefused() {
    assertThat(
            problems(
                13,
                "g (float[4] x, int64[1] n) => (float[] y) { y = Resize <mode = \"area\"> (x, , , n) }"))
        .containsExactlyInAnyOrder(
            "y | Resize: mode = \"area\" is none of [nearest, linear, cubic]",
            "y | Resize: the list of sizes is computed when the model runs, which is not supported");
  }

  @Test
  void memoryIsNotTheFilesToAskFor() {
    assertThat(
            problems(
                13,
                "g (float[4] x) => (float[] y) <int64[1] n = {1099511627776}>"
                    + " { y = Resize(x, , , n) }"))
        .containsExactly("y | Resize: it needs a table of 1099511627776 numbers, more than 2^25");
  }

  @Test
  void regionsThatLeadFarAwayAreRefused() {
    assertThat(
            problems(
                13,
                "g (float[4] x) => (float[] y) <float[2] r = {-1e30, -1e30}, int64[1] n = {3}>"
                    + " { y = Resize <mode = \"linear\","
                    + " coordinate_transformation_mode = \"tf_crop_and_resize\"> (x, r, , n) }"))
        .singleElement()
        .asString()
        .contains("the number at place -");
  }

  @Test
  void extentsBelowNoneAreRefused() {
    assertThat(
            problems(
                13,
                "g (float[4] x) => (float[] y) <int64[1] n = {-3}>"
                    + " { y = Resize <mode = \"linear\"> (x, , , n) }"))
        .containsExactly("y | Resize: an extent of -3");
  }
}
