// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import static dev.cinch.passes.fixed.Networks.choose;
import static dev.cinch.passes.fixed.Networks.format;
import static dev.cinch.passes.fixed.Networks.read;
import static dev.cinch.passes.fixed.Networks.run;
import static dev.cinch.passes.fixed.Networks.sample;
import static dev.cinch.passes.fixed.Networks.samples;
import static dev.cinch.passes.fixed.Networks.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.fixed.NumberFormat.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChooseFormatsTest {

  private static final String LENET =
      """
      lenet (float[1,1,4,4] image) => (float[1,2] p)
      <float[1] k = {0.5}, float[2,1,3,3] w = {1, 0, -1, 0, 1, 0, 0, 0, 0.25, 0, 0, 0, 0, -1, 0, 0, 0, 0},
       float[2] b = {0.1, -0.25}, float[2,2] v = {0.5, -0.5, 0.25, 1}>
      {
        x = Mul (image, k)
        c = Conv <kernel_shape = [3, 3]> (x, w, b)
        r = Relu (c)
        m = MaxPool <kernel_shape = [2, 2]> (r)
        s = Constant <value_ints = [1, 2]> ()
        f = Reshape (m, s)
        y = MatMul (f, v)
        p = Softmax <axis = 1> (y)
      }
      """;

  @Test
  void hostFeedsTheDeviceAndEndsWithWhatHasNoIntegerForm() {
    Graph graph = read(LENET);
    Graph made = choose(graph, Networks.EIGHT, samples(graph, 20, 0)).orThrow().graph();
    // 8 + 8 + 4 bits for 9 products, one more for the bias; 8 + 8 + 1 for 2 products.
    assertThat(shown(made))
        .containsExactly(
            "x: Multiply F32",
            "x_cast: Cast u8.8",
            "c: Conv s21.14",
            "r: Relu s21.14",
            "r_cast: Cast u8.8",
            "m: MaxPool u8.8",
            "f: Reshape u8.8",
            "y: MatMul s17.14",
            "y_cast: Cast s16.16",
            "y_float: Cast F32",
            "p: Softmax F32");
    assertThat(format(made, "w")).isEqualTo("s8.6");
    assertThat(format(made, "b")).isEqualTo("s13.14");
    assertThat(made.find("r_cast").orElseThrow().op())
        .isEqualTo(new Cast(new Fixed(false, 8, 8), Rounding.HALF_UP, Overflow.SATURATE));
    assertThat(made.outputs()).extracting(Graph.Output::name).containsExactly("p");
  }

  @Test
  void chainOfPoolingIsCastOnceToTheFormatOfItsEnd() {
    Graph graph =
        read(
            """
            g (float[1,1,2,2] x) => (float[1,1] y)
            <float[1,1,1,1] w = {1}, float[1,1] v = {1}>
            {
              c = Conv <kernel_shape = [1, 1]> (x, w)
              m = MaxPool <kernel_shape = [2, 2]> (c)
              s = Constant <value_ints = [1, 1]> ()
              f = Reshape (m, s)
              y = MatMul (f, v)
            }
            """);
    // The pooling drops -1: only 0.25 must fit.
    var samples = sample(Shape.of(1, 1, 2, 2), -1, 0.125f, 0.0625f, 0.25f);
    ChooseFormats.Chosen chosen = choose(graph, Networks.EIGHT, samples).orThrow();
    assertThat(shown(chosen.graph())).contains("c_cast: Cast s8.8", "m: MaxPool s8.8");
    NumberFormat cast =
        chosen.formats().stream().filter(it -> it.name().equals("c")).findFirst().orElseThrow();
    assertThat(cast)
        .isEqualTo(new NumberFormat("c", Role.ACTIVATION, new Fixed(true, 8, 8), 0.25, 0.25, 1, 0));
    assertThat(run(chosen.graph(), samples.getFirst()).get(0).floatAt(0)).isEqualTo(0.25f);
  }

  @Test
  void saturationIsCountedOnTheSamples() {
    Graph graph =
        read(
            """
            g (float[1,4] x) => (float[1,1] y)
            <float[4,1] w = {1, 1, 1, 1}>
            {
              y = MatMul (x, w)
            }
            """);
    FormatSettings settings = new FormatSettings(9, RangePolicy.PERCENTILE, 60, 8, 8, 16, 16);
    var samples = sample(Shape.of(1, 4), 0.25f, 0.5f, 0.5f, 8);
    ChooseFormats.Chosen chosen = choose(graph, settings, samples).orThrow();
    NumberFormat input = chosen.formats().getFirst();
    assertThat(input.role()).isEqualTo(Role.INPUT);
    assertThat(input.format()).isEqualTo(new Fixed(false, 8, 8));
    assertThat(input.overflowRate()).isEqualTo(0.25);
    assertThat(chosen.samples()).isEqualTo(1);
    assertThat(chosen.formats())
        .extracting(NumberFormat::role)
        .containsExactly(Role.INPUT, Role.WEIGHT, Role.OUTPUT);
  }

  @Test
  void sumsAreAlignedExactlyAndConcatenationsShareAFormat() {
    Graph graph =
        read(
            """
            g (float[1,1,1,2] x) => (float[1,2,1,2] y)
            <float[1,1,1,1] w = {0.125}, float[1,1,1,1] v = {8}, float[1,1,1,2] d = {0.25, -0.5}>
            {
              a = Conv <kernel_shape = [1, 1]> (x, w)
              b = Conv <kernel_shape = [1, 1]> (x, v)
              s = Add (a, b)
              t = Add (s, d)
              y = Concat <axis = 1> (a, t)
            }
            """);
    var samples = sample(Shape.of(1, 1, 1, 2), 0.5f, -0.25f);
    ChooseFormats.Chosen chosen = choose(graph, Networks.EIGHT, samples).orThrow();
    assertThat(shown(chosen.graph()))
        .contains(
            "b_aligned: Cast s14.10", "s: Add s15.10", "a_concat: Cast s16.12", "y: Concat s16.12");
    assertThat(run(chosen.graph(), samples.getFirst()).get(0).toFloats())
        .containsExactly(0.0625f, -0.03125f, 4.3125f, -2.5f);
  }

  @Test
  void meansAreSumsTimesReciprocals() {
    Graph graph =
        read(
            """
            g (float[1,1,3,3] x) => (float[1,1,3,3] y, float[1,1,1,1] z)
            {
              y = AveragePool <kernel_shape = [3, 3], pads = [1, 1, 1, 1]> (x)
              z = AveragePool <kernel_shape = [2, 2], strides = [2, 2]> (x)
            }
            """);
    var samples = sample(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    ChooseFormats.Chosen chosen = choose(graph, Networks.EIGHT, samples).orThrow();
    List<Tensor> made = run(chosen.graph(), samples.getFirst());
    List<Tensor> wanted = run(graph, samples.getFirst());
    for (int i = 0; i < 9; i++) {
      assertThat(made.get(0).floatAt(i)).isCloseTo(wanted.get(0).floatAt(i), within());
    }
    assertThat(made.get(1).floatAt(0)).isEqualTo(3);
    assertThat(format(chosen.graph(), "z_reciprocal")).isEqualTo("u1.2");
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.api.Assertions.within(0.002f);
  }

  @Test
  void viewWithoutFormatsIsTheNetworkWithRoundedWeights() {
    Graph graph = read(LENET);
    var samples = samples(graph, 8, 0);
    Graph made = choose(graph, Networks.EIGHT, samples).orThrow().graph();
    Graph view = FloatView.of(made);
    assertThat(view.nodes()).allMatch(node -> node.type().isFloat());
    // All weights of this network are multiples of 2^-6; the bias 0.1 is rounded at 2^-14.
    float[] wanted = run(graph, samples.getFirst()).get(0).toFloats();
    float[] seen = run(view, samples.getFirst()).get(0).toFloats();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(seen[i]).isCloseTo(wanted[i], org.assertj.core.api.Assertions.within(1e-4f));
    }
  }
}
