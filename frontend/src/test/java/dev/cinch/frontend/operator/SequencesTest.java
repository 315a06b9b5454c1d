// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Reading;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sequences and optionals that go into a model and come out of it. */
class SequencesTest {

  private static final Map<String, Tensor> TWO =
      Map.of("s.0", numbers(1, 2), "s.1", numbers(3, 4, 5));

  private static Tensor numbers(float... values) {
    return Tensor.ofFloats(Shape.of(values.length), values);
  }

  private static Result<Graph> read(Map<String, Tensor> given, String text) {
    InputNumbers inputs = name -> Optional.ofNullable(given.get(name));
    String model = "<ir_version: 10, opset_import: [\"\" : 18]>\n" + text;
    return OnnxTextReader.read(model, "t", ImportOptions.DEFAULT.withInputs(inputs));
  }

  private static List<String> problems(Map<String, Tensor> given, String text) {
    return read(given, text) instanceof Result.Failed<Graph>(var problems)
        ? problems.stream().map(Diagnostic::text).toList()
        : List.of();
  }

  @Test
  void tensorsOfSequencesAreInputsAndOutputsOfTheGraph() {
    Graph graph =
        read(
                TWO,
                "g (seq(float[N]) s, float[1] x) => (seq(float[N]) t, float[M] c)"
                    + " { t = SequenceInsert (s, x) c = ConcatFromSequence <axis = 0> (t) }")
            .orThrow();
    assertThat(graph.inputs().stream().map(Node::name)).containsExactly("s.0", "s.1", "x");
    assertThat(graph.outputs().stream().map(Graph.Output::name))
        .containsExactly("t.0", "t.1", "t.2", "c");
    assertThat(Reading.run(graph, new float[] {1, 2}, new float[] {3, 4, 5}, new float[] {6}))
        .containsExactly(1, 2);
  }

  @Test
  void optionalsAreEmptyOrNot() {
    String text = "g (optional(float[N]) s) => (bool b) { b = OptionalHasElement (s) }";
    assertThat(read(Map.of("s.0", numbers(1)), text)).isInstanceOf(Result.Ok.class);
    assertThat(problems(Map.of(), text))
        .containsExactly("it is not known how many tensors this input has");
  }

  @Test
  void whatHoldsNoTensorOrTooManyIsRefused() {
    assertThat(problems(Map.of(), "g () => (seq(float[N]) t) { t = SequenceEmpty () }"))
        .containsExactly("every output is an empty sequence or optional");
    StringBuilder doubled =
        new StringBuilder("g () => (seq(float[N]) t59) { t0 = SequenceEmpty ()");
    for (int i = 1; i < 60; i++) {
      doubled.append(" t%d = SequenceConstruct (t%d, t%d)".formatted(i, i - 1, i - 1));
    }
    assertThat(problems(Map.of(), doubled.append(" }").toString()))
        .containsExactly("the model has over 10000 results");
    assertThat(
            problems(
                Map.of(), "g (float[1] x) => (seq(float[N]) t) { t = SequenceConstruct (x, , x) }"))
        .isNotEmpty();
  }
}
