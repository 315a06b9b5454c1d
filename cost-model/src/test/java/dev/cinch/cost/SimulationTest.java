// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.cost.work.Cost;
import dev.cinch.cost.work.RecordedActivations;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.Figure;
import dev.cinch.target.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Breaks when a layer is free, a sum does not add up, or a figure cannot be followed to its end.
 */
class SimulationTest {

  private static Dense random(long... dims) {
    Shape shape = Shape.of(dims);
    float[] numbers = new float[(int) shape.size()];
    Random random = new Random(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() + 0.1f;
    }
    return new Dense(Tensor.ofFloats(shape, numbers));
  }

  private static Graph network() {
    return network(random(4, 2, 3, 3));
  }

  private static Graph network(Dense filters) {
    GraphBuilder builder = new GraphBuilder("small");
    var x = builder.input("x", TensorType.f32(1, 2, 8, 8));
    var w = builder.constant("w", filters);
    var conv = builder.add(new Conv(Window.of(3, 3), 1), List.of(x, w), Origin.named("conv"));
    var relu = builder.add(new Relu(), List.of(conv), Origin.named("relu"));
    Window two = Window.of(2, 2).withStrides(2, 2);
    var pool = builder.add(new MaxPool(two), List.of(relu), Origin.named("pool"));
    var flat = builder.add(new Reshape(Shape.of(1, 36)), List.of(pool), Origin.named("flat"));
    var v = builder.constant("v", random(36, 5));
    builder.output("y", builder.add(new MatMul(), List.of(flat, v), Origin.named("dense")));
    return builder.build();
  }

  private static Simulation simulate(String target) {
    Target on = Target.load(target).orThrow();
    return Simulation.of(network(), on, Simulation.assumed(on)).orThrow();
  }

  private static double cause(Cost cost, String cause) {
    return Objects.requireNonNull(cost.energyBy().get(cause)).value();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eyeriss-168", "eyeriss-256", "eie-64"})
  void nothingButAViewIsFreeAndAllAddsUp(String target) {
    Simulation simulation = simulate(target);
    assertThat(simulation.layers())
        .extracting(Cost::name)
        .containsExactly("conv", "relu", "pool", "flat", "dense");
    double energy = 0;
    for (Cost cost : simulation.layers()) {
      double causes = cost.energyBy().values().stream().mapToDouble(Figure::value).sum();
      assertThat(cost.energy().value()).isCloseTo(causes, within(1e-15));
      assertThat(cost.energy().value() > 0).as(cost.name()).isEqualTo(!cost.name().equals("flat"));
      energy += causes;
    }
    assertThat(simulation.total().energy().value()).isCloseTo(energy, within(1e-15));
    for (Figure figure : simulation.figures().all()) {
      assertThat(Double.isFinite(figure.value())).as(figure.id()).isTrue();
      assertThat(figure.source().formula() + figure.source().citation()).isNotEmpty();
    }
  }

  @Test
  void registersTakeFourTimesTheEnergyOfMacs() {
    for (Cost cost : simulate("eyeriss-168").layers()) {
      if (cost.op().equals("Conv") || cost.op().equals("MatMul")) {
        assertThat(cause(cost, "register") / cause(cost, "mac")).isCloseTo(4, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eyeriss-256", "eie-64"})
  void uncompressedWeightsHaveNoZeros(String target) {
    Target on = Target.load(target).orThrow();
    Graph zeros = network(new Dense(Tensor.ofFloats(Shape.of(4, 2, 3, 3), new float[72])));
    Simulation dense = Simulation.uncompressed(zeros, on, Simulation.assumed(on)).orThrow();
    assertThat(dense.total().energy().value())
        .isCloseTo(simulate(target).total().energy().value(), within(1e-15));
    double sparse =
        Simulation.of(zeros, on, Simulation.assumed(on)).orThrow().total().energy().value();
    assertThat(dense.total().energy().value()).isGreaterThan(1.01 * sparse);
  }

  @Test
  void figuresOfTwoBooksStandInOneReport() {
    Simulation simulation = simulate("eie-64");
    Set<String> ids = new HashSet<>();
    for (Figure figure : simulation.figures().under("before")) {
      assertThat(figure.id()).matches("(target|before)\\..*");
      assertThat(ids).containsAll(figure.source().inputs());
      ids.add(figure.id());
    }
    assertThat(ids).contains("before.total.energy", "target.clock");
  }

  @Test
  void measuredZerosSkipMacsWhereTheTargetGatesThem() {
    Graph graph = network();
    Target eyeriss = Target.load("eyeriss-168").orThrow();
    float[] half = new float[128];
    java.util.Arrays.fill(half, 0, 64, 1);
    List<Tensor> sample = List.of(Tensor.ofFloats(Shape.of(1, 2, 8, 8), half));
    var recorded =
        RecordedActivations.record(
            graph, new Interpreter().prepare(graph), List.of(sample, sample), "two samples");
    Simulation measured = Simulation.of(graph, eyeriss, recorded).orThrow();
    Cost conv = measured.layers().getFirst();
    Cost dense = simulate("eyeriss-168").layers().getFirst();
    assertThat(cause(conv, "mac")).isCloseTo(cause(dense, "mac") / 2, within(1e-18));
    assertThat(cause(conv, "dram")).isEqualTo(cause(dense, "dram"));
    Figure density = measured.figures().find("layers.conv.activation_density").orElseThrow();
    assertThat(density.source()).isInstanceOf(Figure.Counted.class);
  }

  @Test
  void aBoardIsRefusedWithAHint() {
    Target board = Target.load("pynq-z2").orThrow();
    assertThat(Simulation.of(network(), board, Simulation.assumed(board)))
        .isInstanceOfSatisfying(
            Result.Failed.class,
            failed -> assertThat(failed.toString()).contains("eyeriss-168", "eie-64"));
  }

  /** A convolution along three axes is costed on every kind of target. */
  @ParameterizedTest
  @ValueSource(strings = {"eyeriss-168", "eie-64"})
  void threeAxesAreCosted(String target) {
    GraphBuilder builder = new GraphBuilder("deep");
    var x = builder.input("x", TensorType.f32(1, 2, 5, 6, 6));
    var w = builder.constant("w", random(3, 2, 3, 3, 3));
    var conv = builder.add(new Conv(Window.of(3, 3, 3), 1), List.of(x, w), Origin.named("conv"));
    builder.output("y", conv);
    Target on = Target.load(target).orThrow();
    Simulation simulation = Simulation.of(builder.build(), on, Simulation.assumed(on)).orThrow();
    assertThat(simulation.total().energy().value()).isPositive();
    assertThat(simulation.total().cycles().value()).isPositive();
  }
}
