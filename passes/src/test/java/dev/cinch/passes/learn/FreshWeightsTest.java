// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when training from scratch starts elsewhere than it says. */
class FreshWeightsTest {

  private final Graph graph = network();

  private static Graph network() {
    GraphBuilder out = new GraphBuilder("net");
    Value x = out.input("x", TensorType.f32(1, 4, 9, 9));
    Value scaled = add(out, new Multiply(), "scaled", x, halves(out, "scale", 1));
    Window window =
        new Window(
            List.of(3L, 3L), List.of(1L, 1L), List.of(1L, 1L), List.of(0L, 0L), List.of(0L, 0L));
    Value conv =
        add(
            out,
            new Conv(window, 2),
            "conv",
            scaled,
            halves(out, "w", 20, 2, 3, 3),
            halves(out, "b", 20));
    Value flat = add(out, new Reshape(Shape.of(1, 980)), "flat", conv);
    out.output(
        "y", add(out, new MatMul(), "fc", flat, halves(out, "v", 980, 10), halves(out, "c", 10)));
    return out.build();
  }

  private static Value add(GraphBuilder out, Op op, String name, Value... in) {
    return out.add(op, List.of(in), Origin.named(name));
  }

  private static Value halves(GraphBuilder out, String name, long... dims) {
    float[] values = new float[(int) Shape.of(dims).size()];
    Arrays.fill(values, 0.5f);
    return out.constant(name, new Dense(Tensor.ofFloats(Shape.of(dims), values)));
  }

  private static Tensor weight(Graph graph, String name) {
    return ((Constant) graph.find(name).orElseThrow().op()).weight().decode();
  }

  /** Uniform within a limit: nothing outside, the mean near zero, the deviation limit / sqrt(3). */
  private static void uniform(Tensor weight, double limit) {
    double sum = 0;
    double squares = 0;
    for (long i = 0; i < weight.size(); i++) {
      double value = weight.valueAt(i);
      assertThat(Math.abs(value)).isLessThanOrEqualTo(limit * 1.000001);
      sum += value;
      squares += value * value;
    }
    assertThat(sum / weight.size()).isCloseTo(0, within(0.1 * limit));
    assertThat(Math.sqrt(3 * squares / weight.size())).isCloseTo(limit, within(0.1 * limit));
  }

  @Test
  void weightsAreWithinTheRootOfThreeByFanIn() {
    Graph fresh = FreshWeights.run(graph, 1);
    uniform(weight(fresh, "w"), Math.sqrt(3.0 / (2 * 3 * 3)));
    uniform(weight(fresh, "v"), Math.sqrt(3.0 / 980));
  }

  @Test
  void biasesAreZeroAndTheRestStays() {
    Graph fresh = FreshWeights.run(graph, 1);
    assertThat(weight(fresh, "b")).isEqualTo(Tensor.ofFloats(Shape.of(20), new float[20]));
    assertThat(weight(fresh, "c")).isEqualTo(Tensor.ofFloats(Shape.of(10), new float[10]));
    assertThat(weight(fresh, "scale")).isEqualTo(weight(graph, "scale"));
  }

  @Test
  void seedDecides() {
    assertThat(weight(FreshWeights.run(graph, 1), "v"))
        .isEqualTo(weight(FreshWeights.run(graph, 1), "v"))
        .isNotEqualTo(weight(FreshWeights.run(graph, 2), "v"));
  }
}
