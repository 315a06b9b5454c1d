// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
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
  void refusesAnInputOfAnotherType() {
    try (Executable executable = new ExactEngine().prepare(RandomNetwork.of(1, true))) {
      List<Tensor> wrong = List.of(Tensor.ofFloats(Shape.of(1), 1f));
      assertThatThrownBy(() -> executable.run(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("input x");
    }
  }
}
