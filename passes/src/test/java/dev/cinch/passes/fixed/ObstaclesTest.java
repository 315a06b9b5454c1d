// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import static dev.cinch.passes.fixed.Networks.choose;
import static dev.cinch.passes.fixed.Networks.problems;
import static dev.cinch.passes.fixed.Networks.read;
import static dev.cinch.passes.fixed.Networks.sample;
import static dev.cinch.passes.fixed.Networks.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObstaclesTest {

  private static List<String> check(String text) {
    return ChooseFormats.check(read(text)).stream().map(Diagnostic::toString).toList();
  }

  @Test
  void everyLayerWithoutAnIntegerFormIsNamedWithItsReason() {
    assertThat(
            check(
                """
                g (float[1,2] x, float[2] b) => (float[1,2] y)
                <float[2,2] w = {1, 2, 3, 4}, float[2] s = {1, 1}>
                {
                  biased = Gemm (x, w, b)
                  normal = BatchNormalization (biased, s, s, b, s)
                  p = Softmax <axis = 1> (normal)
                  late = MatMul (p, w)
                  y = Relu (late)
                }
                """))
        .hasSize(3)
        .anyMatch(it -> it.contains("biased: MatMul has a computed bias"))
        .anyMatch(it -> it.contains("normal: BatchNorm has computed statistics"))
        .anyMatch(it -> it.contains("late: MatMul follows a softmax"));
  }

  @Test
  void networkWithoutADeviceIsRefused() {
    assertThat(check("g (float[1,2] x) => (float[1,2] y) { y = Add (x, x) }"))
        .singleElement()
        .asString()
        .contains("nothing in the network needs a device");
  }

  @Test
  void integersAreNotConvertedAgain() {
    Graph graph =
        read("g (float[1,2] x) => (float[1,1] y) <float[2,1] w = {1, 2}> { y = MatMul (x, w) }");
    Graph made = choose(graph, Networks.EIGHT, samples(graph, 2, 0)).orThrow().graph();
    assertThat(problems(choose(made, Networks.EIGHT, samples(graph, 2, 0))))
        .isNotEmpty()
        .allMatch(it -> it.contains("already"));
  }

  @Test
  void withoutSamplesThereAreNoFormats() {
    Graph graph =
        read("g (float[1,2] x) => (float[1,1] y) <float[2,1] w = {1, 2}> { y = MatMul (x, w) }");
    assertThat(problems(choose(graph, Networks.EIGHT, List.of())))
        .singleElement()
        .asString()
        .contains("no sample")
        .contains("--data");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThat(
            check(
                """
                g (float[1,2] x) => (float[1,1] y)
                <float[2,1] w = {1, nan}>
                { y = MatMul (x, w) }
                """))
        .singleElement()
        .asString()
        .contains("w: Constant holds numbers that are infinite or no numbers");
    Graph graph =
        read("g (float[1,2] x) => (float[1,1] y) <float[2,1] w = {1, 2}> { y = MatMul (x, w) }");
    var samples = sample(Shape.of(1, 2), Float.NaN, 1);
    assertThat(problems(choose(graph, Networks.EIGHT, samples)))
        .anyMatch(it -> it.contains("x: gives numbers that are infinite or no numbers: 1"));
  }

  @Test
  void exactResultThatDoesNotFitIsRefusedByName() {
    Graph graph =
        read(
            """
            g (float[1,2] x) => (float[1,2] y)
            <float[2,2] w = {1, 2, 3, 4}, float[2] b = {1e30, 1}>
            { layer = Gemm (x, w, b)
              y = Relu (layer) }
            """);
    assertThat(problems(choose(graph, Networks.SIXTEEN, samples(graph, 2, 0))))
        .singleElement()
        .asString()
        .contains("layer")
        .contains("bits");
  }
}
