// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Origin;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Breaks when examples are counted twice, left out, or compared with another one's label. */
class AccuracyTest {
  /** Passes its three inputs through: the class is the index of the largest. */
  private static Graph identity(long... inputDims) {
    GraphBuilder builder = new GraphBuilder("identity");
    var x = builder.input("x", TensorType.f32(inputDims));
    Tensor unit = Tensor.ofFloats(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1);
    var weights = builder.constant("w", new Dense(unit));
    builder.output("y", builder.add(new MatMul(), List.of(x, weights), Origin.named("y")));
    return builder.build();
  }

  private static Split split(int examples, int labels) {
    Random random = new Random(5);
    float[] images = new float[3 * examples];
    float[] classes = new float[examples];
    for (int i = 0; i < examples; i++) {
      int right = random.nextInt(3);
      images[3 * i + right] = 1 + random.nextFloat();
      // Every fourth label is wrong.
      classes[i] = i % 4 == 0 ? (right + 1) % labels : right;
    }
    return Split.of(
            Tensor.ofFloats(Shape.of(examples, 3, 1, 1), images),
            Tensor.ofFloats(Shape.of(examples), classes),
            Origin.NONE)
        .orThrow();
  }

  @Test
  void countsTheSameOnAnyNumberOfThreads() {
    for (int threads = 1; threads <= 4; threads++) {
      AtomicInteger done = new AtomicInteger();
      Accuracy accuracy =
          Accuracy.measure(
              identity(1, 3),
              new Interpreter(),
              split(400, 3),
              200,
              threads,
              done::getAndIncrement);
      assertThat(accuracy).isEqualTo(new Accuracy(200, 150));
      assertThat(accuracy.top1()).isEqualTo(75.0);
      assertThat(done).hasValue(200);
    }
    assertThat(
            Accuracy.measure(identity(1, 3), new Interpreter(), split(8, 3), 99, 2, () -> {})
                .samples())
        .isEqualTo(8);
  }

  @Test
  void theFirstOfEqualNumbersIsTheClass() {
    assertThat(Accuracy.classOf(Tensor.ofFloats(Shape.of(4), 1, 7, 7, 0))).isEqualTo(1);
    assertThat(Accuracy.classOf(Tensor.ofFloats(Shape.of(2), Float.NaN, 1))).isEqualTo(0);
  }

  @Test
  void aModelForOtherDataIsRefused() {
    assertThat(Failures.of(Accuracy.accepts(identity(1, 3), split(8, 3)))).isEmpty();
    assertThat(Failures.of(Accuracy.accepts(identity(2, 3), split(8, 3))))
        .contains("x: the input takes [2,3], which is 6 numbers, but an example is [3,1,1]");
    Split more =
        Split.of(
                Tensor.ofFloats(Shape.of(1, 3), 1, 2, 3),
                Tensor.ofFloats(Shape.of(1), 3),
                Origin.NONE)
            .orThrow();
    assertThat(Failures.of(Accuracy.accepts(identity(1, 3), more)))
        .contains("y: the output has 3 numbers, but the data has 4 classes");
  }

  @Test
  void aFailureOnOneThreadEndsTheWork() {
    Engine broken =
        new Engine() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Executable prepare(Graph graph) {
            throw new IllegalArgumentException("no");
          }
        };
    assertThatThrownBy(() -> Accuracy.measure(identity(1, 3), broken, split(8, 3), 8, 2, () -> {}))
        .hasMessageContaining("graph identity")
        .hasRootCauseMessage("no");
  }
}
