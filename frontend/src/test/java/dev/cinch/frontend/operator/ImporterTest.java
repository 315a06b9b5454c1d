// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Reading;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Walking a model: names, inputs, and everything that is refused, all of it at once. */
class ImporterTest {

  @Test
  void everyProblemIsReportedOnceAndWhatFollowsFromItIsNot() {
    assertThat(
            problems(
                13,
                """
                g (float[1,3,8,8] image, string[1] half) => (float[] out, float[] gone)
                <string[1] w = {"1"}, float[2] b = {1, 2}>
                {
                  [gelu1] a = NoSuchOperator <approximate = "tanh"> (image)
                  [conv1] c = Conv <kernel_shape = [3, 3], frobnicate = 1> (a, w)
                  [add1] d = Add(image, b)
                  [mul1] e = Mul(image, w)
                  [relu1] f = Relu(nowhere)
                  [ms] h = com.microsoft.FusedConv(a)
                  [case] i = relu(image)
                  out = Add(c, d)
                }
                """))
        .containsExactlyInAnyOrder(
            "half | string inputs are not supported",
            "gelu1 | operator NoSuchOperator is not supported",
            "conv1 | Conv: attribute frobnicate is not known",
            "add1 | Add: shapes 1,3,8,8 and 2 do not broadcast",
            "w | string tensors are not supported",
            "relu1 | it reads nowhere, which nothing before it computes",
            "ms | operator com.microsoft.FusedConv is not supported",
            "case | operator relu is not supported",
            "gone | nothing computes this output");
  }

  @Test
  void aMisspeltOperatorGetsAHint() {
    List<Diagnostic> problems =
        Reading.problems(
            "<ir_version: 8, opset_import: [\"\" : 13]> g (float x) => (float y) { y = relu(x) }");
    assertThat(problems).extracting(Diagnostic::hint).containsExactly("did you mean Relu?");
    assertThat(problems).extracting(d -> d.origin().line()).containsExactly(1);
  }

  @Test
  void layersKeepTheirNamesAndConstantsGiveWay() {
    Graph graph =
        graph(
            13,
            """
            g (float[1] x) => (float[1] z) <float[1] scale = {2}>
            { [scale] y = Mul(x, scale)  z = Relu(y) }
            """);
    assertThat(graph.nodes())
        .extracting(Node::name)
        .containsExactly("x", "scale_value", "scale", "z");
    assertThat(graph.nodes().getLast().origin()).hasToString("test.onnxtxt:3:30: z");
  }

  @Test
  void initializersThatAreInputsTooAreConstants() {
    Graph graph =
        graph(3, "g (float[1] x, float[1] w = {2}) => (float[1] y) { y = Relu(x)  z = Relu(w) }");
    assertThat(graph.inputs()).extracting(Node::name).containsExactly("x");
    assertThat(graph.constants()).isEmpty();
  }

  @Test
  void anOutputMayBeAnInputOrAConstantUnderItsOwnName() {
    Graph graph =
        graph(
            13,
            """
            g (float[1] x) => (float[1] x, float[1] y, float[1] w) <float[1] w = {2}>
            { y = Identity(x) }
            """);
    assertThat(graph.outputs()).extracting(Graph.Output::name).containsExactly("x", "y", "w");
    assertThat(graph.outputs().get(0).value()).isEqualTo(graph.outputs().get(1).value());
  }

  @Test
  void openExtentsAreBoundByNameOrRefused() {
    String text =
        "<ir_version: 8, opset_import: [\"\" : 13]>"
            + " g (float[N,3,H,?] x, float[4,N] y) => (float[] z) { z = Relu(x)  u = Relu(y) }";
    assertThat(Reading.problems(text))
        .extracting(Diagnostic::text)
        .containsExactly(
            "the extent of axis 2 (H) of this input is open",
            "the extent of axis 3 of this input is open");
    ImportOptions options = ImportOptions.DEFAULT.withDimensions(Map.of("H", 7L, "N", 2L));
    Result<Graph> bound = OnnxTextReader.read(text.replace(",?", ",9"), "t", options);
    assertThat(bound.orThrow().inputs())
        .extracting(node -> node.type().shape())
        .containsExactly(Shape.of(2, 3, 7, 9), Shape.of(4, 2));
  }

  @Test
  void namesAreDefinedOnceAndBeforeTheyAreRead() {
    assertThat(
            problems(
                13,
                """
                g (float[1] x, float[1] x) => (float[1] y, float[1] y)
                <float[1] w = {1}, float[1] w = {2}>
                { y = Relu(z)  z = Relu(x)  z = Relu(x) }
                """))
        .containsExactlyInAnyOrder(
            "x | this input has a name that is taken",
            "w | two initializers have this name",
            "y | it reads z, which nothing before it computes",
            "z | its result z has a name that is taken",
            "y | two outputs have this name");
  }

  @Test
  void operatorSetsMustBeImportedAndKnown() {
    assertThat(
            Reading.problems(
                "<ir_version: 8, opset_import: [\"x\" : 1]> g (float x) => (float y) { y = Relu(x) }"))
        .extracting(Diagnostic::code)
        .containsExactly("onnx.opset.missing");
    assertThat(
            Reading.problems(
                "<ir_version: 8, opset_import: [\"\" : 13, \"dev.cinch\" : 2]>"
                    + " g (float x) => (float y) { y = Relu(x) }"))
        .extracting(Diagnostic::text)
        .containsExactly("version 2 of dev.cinch is newer than 1, which this Cinch reads");
    Result<Graph> future =
        OnnxTextReader.read(
            "<ir_version: 99, opset_import: [\"\" : 99]> g (float x) => (float y) { y = Relu(x) }",
            "t",
            WeightSource.NONE);
    List<Diagnostic> warnings = future instanceof Result.Ok<Graph>(_, var all) ? all : List.of();
    assertThat(warnings).extracting(Diagnostic::code).containsExactly("onnx.opset.newer");
  }

  @Test
  void whatDecidesAGraphMustBeOneNumberOfItsKind() {
    String text = "g (float[2] x) => (float[] y) <float[2] w = {1, 2}, int64[0] none = {}> { %s }";
    assertThat(problems(13, text.formatted("y = Dropout(x, w, w)")))
        .containsExactly("y | Dropout: its training mode is F32[2]");
    assertThat(problems(13, text.formatted("y = Trilu(x, none)"))).isNotEmpty();
    assertThat(problems(13, text.formatted("y = Range(x, w, none)"))).isNotEmpty();
    assertThat(problems(13, text.formatted("i = TopK(x, none)  y = Identity(i)")))
        .containsExactly("i | TopK: k is 0 numbers");
    assertThat(problems(13, text.formatted("y = Compress(x, w)")))
        .containsExactly("y | Compress: F32[2] as conditions for 2 slices");
  }
}
