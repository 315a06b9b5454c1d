// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.counting;
import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images read between their pixels, and regions of them. */
class SamplingTest {

  @ParameterizedTest
  @CsvSource({
    "linear, zeros, 1, 1.5 0 0",
    "linear, border, 1, 1.5 2 0",
    "linear, reflection, 1, 1.5 1 1",
    "nearest, zeros, 1, 2 0 0",
    "linear, border, 0, 1.75 2 0",
    "linear, reflection, 0, 1.75 1 1",
    "cubic, border, 1, 1.59375 2 0"
  })
  void placesOutsideAreWhatThePaddingSays(
      String mode, String padding, int corners, String expected) {
    Graph graph =
        graph(
            20,
            """
            g (float[1,1,1,3] x) => (float[] y) <float[1,1,3,2] grid = {0.5,0,  2,0,  -2,0}>
            { y = GridSample <mode = "%s", padding_mode = "%s", align_corners = %d> (x, grid) }
            """
                .formatted(mode, padding, corners));
    float[] found = run(graph, counting(3));
    assertThat(Arrays.toString(found).replaceAll("[\\[\\],]", "").replaceAll("\\.0\\b", ""))
        .isEqualTo(expected);
  }

  @Test
  void tiesGoToTheEvenIndex() {
    String text =
        """
        g (float[1,1,%s3] x) => (float[] y) <float[1,1,%s] grid = {-0.5, %s}>
        { y = GridSample <mode = "nearest", align_corners = 1> (x, grid) }
        """;
    assertThat(run(graph(20, text.formatted("1,", "1,2", "0")), counting(3))).containsExactly(0);
    assertThat(run(graph(20, text.formatted("1,1,", "1,1,3", "0, 0")), counting(3)))
        .containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"avg", "max"})
  void withoutStatedSamplesThereAreAsManyAsPixels(String mode) {
    String text =
        """
        g (float[1,1,6,6] x) => (float[] y) <float[%d,4] r = {%s}, int64[%d] b = {%s}>
        { y = RoiAlign <mode = "%s", output_height = 2, output_width = 2, sampling_ratio = %d,
            coordinate_transformation_mode = "output_half_pixel"> (x, r, b) }
        """;
    String large = "0.5,0.5,4.5,4.5";
    String small = "1,1,3,3";
    float[] both =
        run(graph(16, text.formatted(2, large + ", " + small, 2, "0, 0", mode, 0)), counting(36));
    float[] first = run(graph(16, text.formatted(1, large, 1, "0", mode, 2)), counting(36));
    float[] second = run(graph(16, text.formatted(1, small, 1, "0", mode, 1)), counting(36));
    assertThat(Arrays.copyOf(both, 4)).containsExactly(first);
    assertThat(Arrays.copyOfRange(both, 4, 8)).containsExactly(second);
  }

  @Test
  void numberOfSamplesMustBeKnown() {
    assertThat(
            problems(
                16,
                "g (float[1,1,4,4] x, float[1,4] r) => (float[] y) <int64[1] b = {0}>"
                    + " { y = RoiAlign(x, r, b) }"))
        .containsExactly(
            "y | RoiAlign: the list of regions, which with sampling_ratio 0 decides, is computed"
                + " when the model runs, which is not supported");
  }

  @Test
  void regionsArePooledByCells() {
    String text =
        """
        g (float[1,1,4,4] x) => (float[] y) <float[3,5] r = {0,0,0,3,3, 0,1,1,2,2, 0,6,0,7,1}>
        { y = MaxRoiPool <pooled_shape = [2,2]> (x, r) }
        """;
    assertThat(run(graph(1, text), counting(16)))
        .containsExactly(5, 7, 13, 15, 5, 6, 9, 10, 0, 0, 0, 0);
  }

  @Test
  void deformableConvolutionWithoutOffsetsIsAConvolution() {
    String text =
        """
        g (float[1,2,4,4] x) => (float[] y)
        <float[2,1,2,2] w = {1,2,3,4, 5,6,7,8}, float[2] b = {10, 20},
         float[1,8,2,2] o = {0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}>
        { y = %s (x, w, %s b) }
        """;
    String attributes = " <group = 2, strides = [2,2], dilations = [2,2], pads = [1,1,1,0]>";
    float[] plain = run(graph(19, text.formatted("Conv" + attributes, "")), counting(32));
    float[] moved = run(graph(19, text.formatted("DeformConv" + attributes, "o,")), counting(32));
    assertThat(moved).containsExactly(plain);
  }
}
