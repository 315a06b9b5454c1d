// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptInputTest {

  private static Graph relu(TensorType type) {
    GraphBuilder out = new GraphBuilder("g");
    Value x = out.input("image", type);
    out.output("y", out.add(new Relu(), List.of(x), Origin.named("relu")));
    return out.build();
  }

  private static List<String> problems(Result<?> result) {
    return result instanceof Result.Failed<?>(var found)
        ? found.stream().map(Diagnostic::toString).toList()
        : List.of();
  }

  private static float[] run(Graph graph, Tensor input) {
    try (Executable executable = new Interpreter().prepare(graph)) {
      return executable.run(List.of(input)).get(0).toFloats();
    }
  }

  @Test
  void everyChannelIsScaledAndShiftedAndMovedLast() {
    InputAdaptation adaptation =
        InputAdaptation.parse("scale=0.5,mean=1/2,std=0.25:0.5,layout=nhwc").orThrow();
    Graph adapted = AdaptInput.run(relu(TensorType.f32(1, 1, 2, 2)), adaptation).orThrow();
    assertThat(adapted.inputs().get(0).type()).isEqualTo(TensorType.f32(1, 2, 1, 2));
    // (raw * 0.5 - 1) / 0.25 for the first channel, (raw * 0.5 - 2) / 0.5 for the second.
    Tensor raw = Tensor.ofFloats(Shape.of(1, 2, 1, 2), 4, 6, 8, 10);
    assertThat(run(adapted, raw)).containsExactly(4, 4, 8, 6);
  }

  @Test
  void onlyWhatIsNeededIsInserted() {
    Graph graph = relu(TensorType.f32(1, 784));
    assertThat(AdaptInput.run(graph, InputAdaptation.NONE).orThrow()).isSameAs(graph);
    Graph scaled = AdaptInput.run(graph, InputAdaptation.parse("scale=0.5").orThrow()).orThrow();
    assertThat(scaled.nodes().stream().map(Node::name))
        .containsExactly("image", "image_scale", "image_scaled", "relu");
    Graph moved = AdaptInput.run(graph, InputAdaptation.parse("mean=3").orThrow()).orThrow();
    assertThat(moved.nodes().stream().map(Node::name))
        .containsExactly("image", "image_shift", "image_shifted", "relu");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "scale=0.5", "mean=1.0/2.0", "scale=0.1,mean=1.0,std=2.0/3.0,layout=nhwc"})
  void textReadsBack(String text) {
    assertThat(InputAdaptation.parse(text).orThrow()).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scale          | --input scale: has no '='
          scal=1         | --input scal=1: is not known
          scale=1,scale=2 | stands twice
          scale=a        | 'a' is no number
          scale=1/       | '' is no number
          scale=0x1p3    | '0x1p3' is no number
          scale=1e999    | '1e999' is no number
          scale=1e300    | beyond single precision
          std=0          | may not be 0
          layout=chw     | is no layout
          mean=1/2,std=1/2/3 | different numbers of channels
          scale=1,       | has no '='
          """)
  void textThatMakesNoSenseIsRefused(String text, String expected) {
    assertThat(problems(InputAdaptation.parse(text))).anyMatch(it -> it.contains(expected));
  }

  @Test
  void allProblemsAreReported() {
    assertThat(problems(InputAdaptation.parse("scale=a,mean=b,foo=1"))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          layout=nhwc     | 1,784     | no axes N, H, W, C
          mean=1/2/3      | 1,1,28,28 | numbers for 3 channels, but input image [1,1,28,28] has 1
          mean=1/2/3,layout=nhwc | 1,28,28,1 | has 1
          """)
  void adaptationThatDoesNotFitTheInputIsRefused(String text, String shape, String expected) {
    long[] dims = java.util.Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    InputAdaptation adaptation = InputAdaptation.parse(text).orThrow();
    assertThat(problems(AdaptInput.run(relu(TensorType.f32(dims)), adaptation)))
        .singleElement()
        .asString()
        .contains(expected);
  }
}
