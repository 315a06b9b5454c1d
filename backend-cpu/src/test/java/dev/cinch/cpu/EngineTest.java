// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A kernel that computes another number than the operator's definition fails here. */
final class EngineTest {

  private static final int NETWORKS = 150;
  private static final int WIDE_NETWORKS = 40;

  /** Float sums in single precision: products here have at most some hundred terms. */
  private static final double SINGLE = 1e-5;

  @Test
  void exactEngineEqualsTheInterpreterOnIntegerNetworks() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Agreement.check(new ExactEngine(), RandomNetwork.of(seed, true), seed, 0);
    }
  }

  @Test
  void exactEngineEqualsTheInterpreterOnFloatNetworks() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Agreement.check(new ExactEngine(), RandomNetwork.of(seed, false), seed, 0);
    }
  }

  @Test
  void floatEngineIsCloseOnFloatNetworks() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Agreement.check(new FloatEngine(), RandomNetwork.of(seed, false), seed, SINGLE);
    }
  }

  @Test
  void floatEngineIsExactOnFixedPointRegions() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Agreement.check(new FloatEngine(), RandomNetwork.of(seed, true), seed, 0);
    }
  }

  @Test
  void floatEngineIsCloseOnNetworksLargerThanTiles() {
    for (long seed = 0; seed < WIDE_NETWORKS; seed++) {
      Agreement.check(new FloatEngine(2), RandomNetwork.wide(seed, false), seed, SINGLE);
    }
  }

  @Test
  void exactEngineEqualsTheInterpreterOnNetworksLargerThanTiles() {
    for (long seed = 0; seed < WIDE_NETWORKS; seed++) {
      Agreement.check(new ExactEngine(), RandomNetwork.wide(seed, true), seed, 0);
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    for (long seed = 0; seed < WIDE_NETWORKS; seed++) {
      Graph graph = RandomNetwork.wide(seed, false);
      RandomTensors tensors = new RandomTensors(new Random(seed));
      List<Tensor> inputs =
          graph.inputs().stream().map(node -> tensors.tensor(node.type(), 0.8)).toList();
      List<Tensor> expected = List.of();
      for (int threads : new int[] {1, 2, 3, 7}) {
        try (Executable executable = new FloatEngine(threads).prepare(graph)) {
          List<Tensor> results = executable.run(inputs);
          assertThat(executable.run(inputs)).as("a second run").isEqualTo(results);
          assertThat(expected.isEmpty() || expected.equals(results))
              .as("%d threads, seed %d", threads, seed)
              .isTrue();
          expected = results;
        }
      }
    }
  }

  @Test
  void aConvolutionThatIsEvaluatedLeavesNoRoomBetweenItsRows() {
    GraphBuilder graph = new GraphBuilder("evaluated");
    Value x = graph.input("x", TensorType.f32(1, 1, 1, 2));
    float[] weights = {1, 2, 3, 4, 5, 6, 7, 8, Float.POSITIVE_INFINITY};
    Dense dense = new Dense(Tensor.ofFloats(Shape.of(1, 1, 3, 3), weights));
    Value w = graph.constant("w", dense);
    Conv conv = new Conv(Window.of(3, 3).withPads(1, 1), 1);
    Value y = graph.add(conv, List.of(x, w), Origin.NONE);
    graph.output("y", graph.add(new MaxPool(Window.of(1, 2)), List.of(y), Origin.NONE));
    Graph evaluated = graph.build();
    List<Tensor> inputs = List.of(Tensor.ofFloats(Shape.of(1, 1, 1, 2), 1, 2));
    try (Executable mine = new FloatEngine(1).prepare(evaluated);
        Executable definition = new Interpreter().prepare(evaluated)) {
      assertThat(mine.run(inputs)).isEqualTo(definition.run(inputs));
    }
  }

  @Test
  void aSparseProductHasNoTermsButItsOwnWhateverTheThreads() {
    int columns = 33;
    float[] weights = new float[3 * columns];
    weights[0] = 1;
    weights[columns] = 1;
    weights[2] = 1;
    GraphBuilder graph = new GraphBuilder("sparse");
    Value x = graph.input("x", TensorType.f32(4, 3));
    Dense dense = new Dense(Tensor.ofFloats(Shape.of(3, columns), weights));
    Value w = graph.constant("w", dense);
    graph.output("y", graph.add(new MatMul(), List.of(x, w), Origin.NONE));
    float[] numbers = new float[12];
    numbers[0] = Float.POSITIVE_INFINITY;
    numbers[5] = Float.NaN;
    List<Tensor> inputs = List.of(Tensor.ofFloats(Shape.of(4, 3), numbers));
    Graph product = graph.build();
    for (int threads : new int[] {1, 2, 4}) {
      try (Executable executable = new FloatEngine(threads).prepare(product)) {
        Tensor y = executable.run(inputs).getFirst();
        assertThat(y.floatAt(0)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(y.floatAt(1)).isZero();
        assertThat(y.floatAt(2)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(y.floatAt(columns)).isZero();
      }
    }
  }

  @Test
  void aProfileHasTheStepsThatRun() {
    Graph graph = RandomNetwork.of(3, false);
    RandomTensors tensors = new RandomTensors(new Random(3));
    List<Tensor> inputs =
        graph.inputs().stream().map(node -> tensors.tensor(node.type(), 0.8)).toList();
    List<StepTime> profile = new FloatEngine(1).profile(graph, inputs, 2);
    assertThat(profile).isNotEmpty().allMatch(step -> step.micros() > 0);
    assertThat(graph.nodes()).containsAll(profile.stream().map(StepTime::node).toList());
    assertThat(profile.getLast().node().out()).isEqualTo(graph.outputs().getLast().value());
  }

  @Test
  void refusesAnInputOfAnotherType() {
    try (Executable executable = new ExactEngine().prepare(RandomNetwork.of(1, true))) {
      List<Tensor> wrong = List.of(Tensor.ofFloats(Shape.of(1), 1f));
      assertThatThrownBy(() -> executable.run(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("input x");
    }
  }
}
