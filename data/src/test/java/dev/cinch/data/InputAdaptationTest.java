// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Origin;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Breaks when raw data reaches a model with another scale, offset or order than was asked for. */
class InputAdaptationTest {
  private static Graph relu(long... dims) {
    GraphBuilder builder = new GraphBuilder("relu");
    var x = builder.input("x", TensorType.f32(dims));
    builder.output("y", builder.add(new Relu(), List.of(x), Origin.named("y")));
    return builder.build();
  }

  private static Tensor run(Map<String, String> settings, Graph graph, Tensor raw) {
    Graph adapted = InputAdaptation.of(settings).orThrow().apply(graph).orThrow();
    try (var executable = new Interpreter().prepare(adapted)) {
      return executable.run(List.of(raw)).getFirst();
    }
  }

  @Test
  void scaleThenMeanThenStd() {
    Map<String, String> settings = Map.of("scale", "0.5", "mean", "2", "std", "0.25");
    Tensor raw = Tensor.ofFloats(Shape.of(1, 3), 2, 6, 10);
    assertThat(run(settings, relu(1, 3), raw)).isEqualTo(Tensor.ofFloats(Shape.of(1, 3), 0, 4, 12));
    assertThat(run(Map.of("scale", "0.5"), relu(1, 3), raw).toFloats()).containsExactly(1, 3, 5);
    Graph graph = relu(1, 3);
    assertThat(InputAdaptation.of(Map.of()).orThrow().apply(graph).orThrow()).isSameAs(graph);
  }

  @Test
  void channelsMoveToTheEnd() {
    Tensor raw = Tensor.ofFloats(Shape.of(1, 2, 1, 2), 1, 2, 3, 4);
    assertThat(run(Map.of("layout", "nhwc"), relu(1, 1, 2, 2), raw))
        .isEqualTo(Tensor.ofFloats(Shape.of(1, 1, 2, 2), 1, 3, 2, 4));
  }

  @Test
  void whatIsWrongIsSaidAllAtOnce() {
    assertThat(Failures.of(InputAdaptation.of(Map.of("scale", "much", "size", "3"))))
        .contains("--input scale: 'much' is no number", "--input size: no such setting");
    assertThat(Failures.of(InputAdaptation.of(Map.of("std", "0")))).contains("leaves nothing");
    assertThat(
            Failures.of(InputAdaptation.of(Map.of("layout", "nhwc")).then(a -> a.apply(relu(2)))))
        .contains("x: an input of F32[2] cannot be adapted so");
  }
}
