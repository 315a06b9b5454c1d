// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Reading;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What domain dev.cinch adds to ONNX. */
class CinchDomainTest {

  private static final String HEADER =
      "<ir_version: 10, opset_import: [\"\" : 21, \"dev.cinch\" : 1]>\n";

  private static List<String> problems(String text) {
    return Reading.problems(HEADER + text).stream().map(Diagnostic::text).toList();
  }

  @Test
  void castStatesFormatRoundingAndOverflow() {
    Graph graph =
        Reading.graph(
            HEADER
                + "g (float[1] x) => (int8[1] y) { y = dev.cinch.Cast <width = 5, fraction = 2,"
                + " signed = 0, rounding = \"FLOOR\", overflow = \"WRAP\"> (x) }");
    assertThat(graph.nodes().getLast().op())
        .isEqualTo(new Cast(new Fixed(false, 5, 2), Rounding.FLOOR, Overflow.WRAP));
    assertThat(Reading.run(graph, new float[] {8.3f})).containsExactly(0.25f);
  }

  @Test
  void impossibleFormatsAreRefused() {
    String text = "g (float[1] x) => (int8[1] y) { y = dev.cinch.Cast <%s> (x) }";
    assertThat(problems(text.formatted("width = 65")))
        .containsExactly("dev.cinch.Cast: no such number format: signed width 65 is not in 1..64");
    assertThat(problems(text.formatted("width = 9223372036854775807"))).hasSize(1);
    assertThat(problems(text.formatted("width = 8, rounding = \"UP\"")))
        .containsExactly("dev.cinch.Cast: rounding = \"UP\" is none of FLOOR, HALF_UP, HALF_EVEN");
  }

  @Test
  void weightsComeFromTheirSourceInTheirForm() {
    Tensor numbers = Tensor.ofRaws(TensorType.fixed(true, 4, 3, 2, 2), 0, -8, 7, 0);
    Weight weight = Sparse.ofNonZeros(numbers);
    String text =
        HEADER
            + """
            g () => (int32[1,2] y)
            {
              x = dev.cinch.Input <width = 8, fraction = 2, signed = 1, shape = [1, 2]> ()
              fc_w = dev.cinch.Weight <member = "fc_w"> ()
              y = MatMul(x, fc_w)
            }
            """;
    WeightSource source = member -> Optional.of(weight).filter(_ -> member.equals("fc_w"));
    Graph graph = OnnxTextReader.read(text, "t", source).orThrow();
    assertThat(graph.inputs().getFirst().type()).isEqualTo(TensorType.fixed(true, 8, 2, 1, 2));
    assertThat(graph.constants().getFirst().op()).isEqualTo(new Constant(weight));
    assertThat(graph.nodes().getLast().type().fixed().fraction()).isEqualTo(5);
    assertThat(problems(text.substring(HEADER.length())))
        .containsExactly("dev.cinch.Weight: there is no weight \"fc_w\" beside the graph");
  }

  @Test
  void rawIntegersAreReadInAFormat() {
    String text =
        "g (float x) => (int8[2] w) <int8[2] r = {%s}>"
            + " { w = dev.cinch.Raw <width = 4, fraction = 3, signed = 1> (r) }";
    Graph graph = Reading.graph(HEADER + text.formatted("-8, 7"));
    TensorType type = new TensorType(new Fixed(true, 4, 3), Shape.of(2));
    assertThat(graph.constants().getFirst().op())
        .isEqualTo(new Constant(new Dense(Tensor.ofRaws(type, -8, 7))));
    assertThat(problems(text.formatted("-9, 7")))
        .singleElement()
        .asString()
        .startsWith("-9 at 0 is outside");
    assertThat(
            problems(text.formatted("-8, 7").replace("int8[2] r", "uint8[2] r").replace("-8", "8")))
        .singleElement()
        .asString()
        .contains("do not carry");
    assertThat(problems("g (int8[1] x) => (int8[1] w) { w = dev.cinch.Raw <width = 8> (x) }"))
        .containsExactly("dev.cinch.Raw: only initializers have raw integers");
  }

  @Test
  void readersOfARefusedWeightStayQuiet() {
    Result<Graph> result =
        OnnxTextReader.read(
            HEADER
                + "g (float[1] x) => (float[1] z)"
                + " { w = dev.cinch.Weight <member = \"w\"> ()  y = Add(x, w)  z = Relu(y) }",
            "t",
            WeightSource.NONE);
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Failed.class, failed -> assertThat(failed.diagnostics().size()).isEqualTo(1));
  }
}
