// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.AttributeProto.AttributeType;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.TypeProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The textual syntax, rule by rule, as its specification and its published reader have it. */
class OnnxTextReaderTest {

  private static ModelProto model(String text) {
    return OnnxTextReader.parse(text, "t.onnxtxt").orThrow().proto();
  }

  private static GraphProto graph(String text) {
    return model(text).getGraph();
  }

  private static NodeProto node(String text) {
    return graph("g () => () {" + text + "}").getNode(0);
  }

  private static AttributeProto attribute(String text) {
    return node("y = Op <" + text + "> ()").getAttribute(0);
  }

  private static TypeProto type(String text) {
    return graph("g (" + text + " x) => () {}").getInput(0).getType();
  }

  @Test
  void headerStatesVersionsAndProperties() {
    ModelProto model =
        model(
            """
            # A comment.
            < ir_version: 7, opset_import: ["" : 10, "com.microsoft": 1],
              producer_name: "by \\"us\\"", producer_version: "1", domain: "d", model_version: 3,
              doc_string: "two
            lines", metadata_props: ["a" : "b", "c" : "d"] >
            "my graph" () => () {} # The end.
            """);
    assertThat(model.getIrVersion()).isEqualTo(7);
    assertThat(model.getOpsetImport(0).getDomain()).isEmpty();
    assertThat(model.getOpsetImport(1).getVersion()).isEqualTo(1);
    assertThat(model.getProducerName()).isEqualTo("by \"us\"");
    assertThat(model.getModelVersion()).isEqualTo(3);
    assertThat(model.getDocString()).isEqualTo("two\nlines");
    assertThat(model.getMetadataProps(1).getValue()).isEqualTo("d");
    assertThat(model.getGraph().getName()).isEqualTo("my graph");
  }

  @Test
  void typesOfEveryKindAreRead() {
    assertThat(type("float").getTensorType().getShape().getDimCount()).isZero();
    assertThat(type("float").getTensorType().hasShape()).isTrue();
    assertThat(type("float[]").getTensorType().hasShape()).isFalse();
    TypeProto.Tensor tensor = type("int8[N, 3, ?, \"M + N\"]").getTensorType();
    assertThat(tensor.getElemType()).isEqualTo(3);
    assertThat(tensor.getShape().getDim(0).getDimParam()).isEqualTo("N");
    assertThat(tensor.getShape().getDim(1).getDimValue()).isEqualTo(3);
    assertThat(tensor.getShape().getDim(2).getValueCase().getNumber()).isZero();
    assertThat(tensor.getShape().getDim(3).getDimParam()).isEqualTo("M + N");
    assertThat(type("seq(float[2])").getSequenceType().getElemType().hasTensorType()).isTrue();
    assertThat(type("map(int32, float[N])").getMapType().getKeyType()).isEqualTo(6);
    assertThat(type("optional(seq(bool))").getOptionalType().getElemType().hasSequenceType())
        .isTrue();
    assertThat(type("sparse_tensor(float[9])").getSparseTensorType().getShape().getDimCount())
        .isEqualTo(1);
    assertThat(type("opaque(a.b, c)").getOpaqueType().getDomain()).isEqualTo("a.b");
    assertThat(type("opaque(a.b)").getOpaqueType().getName()).isEqualTo("a.b");
    assertThat(type("opaque()").hasOpaqueType()).isTrue();
  }

  @Test
  void initializersStandAmongInputsAndDeclarations() {
    GraphProto graph =
        graph(
            """
            g (float[2] x = {1, 2}, float y) => (float[N] z)
            <float[3] w = {1.5, -2e-1, inf}, int64[2] s = {-9223372036854775808, 7}, float[N] v,
             string[2] t = {"a", "b\\\\"}, float[1] far = ["location": "w.bin", "offset": "16"],
             double d = {NaN}, uint64 u = {18446744073709551615}, bool[0] none = {}>
            {}
            """);
    assertThat(graph.getInputCount()).isEqualTo(2);
    assertThat(graph.getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactly("x", "w", "s", "t", "far", "d", "u", "none");
    assertThat(graph.getInitializer(1).getFloatDataList())
        .containsExactly(1.5f, -0.2f, Float.POSITIVE_INFINITY);
    assertThat(graph.getInitializer(2).getInt64DataList()).containsExactly(Long.MIN_VALUE, 7L);
    assertThat(graph.getInitializer(3).getStringData(1)).isEqualTo(ByteString.copyFromUtf8("b\\"));
    assertThat(graph.getInitializer(4).getExternalData(1).getValue()).isEqualTo("16");
    assertThat(graph.getInitializer(5).getDoubleData(0)).isNaN();
    assertThat(graph.getInitializer(6).getUint64Data(0)).isEqualTo(-1);
    assertThat(graph.getValueInfo(0).getName()).isEqualTo("v");
  }

  @Test
  void commentsAndBlanksMayStandAmongNumbers() {
    TensorProto tensor =
        graph("g () => () <int32[3] w = { # one\n 1 ,2# two }\n,\t3 }> {}").getInitializer(0);
    assertThat(tensor.getInt32DataList()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'x', 1",
    "'x, y', 2",
    "'x, , y', 3",
    "', y', 2",
    "'\"\", y', 2",
    "'x,', 1",
    "',', 1",
    "'\"\"', 1"
  })
  void emptyNamesStandBetweenCommas(String operands, int count) {
    assertThat(node("y = Op(" + operands + ")").getInputCount()).isEqualTo(count);
  }

  @Test
  void nodesHaveLabelsDomainsAndOverloads() {
    NodeProto node =
        node("[\"node 1\"] a, \"b c\" = com.example.Op:int8 (float, seq, inf) <k = 1>");
    assertThat(node.getName()).isEqualTo("node 1");
    assertThat(node.getOutputList()).containsExactly("a", "b c");
    assertThat(node.getDomain()).isEqualTo("com.example");
    assertThat(node.getOpType()).isEqualTo("Op");
    assertThat(node.getOverload()).isEqualTo("int8");
    assertThat(node.getInputList()).containsExactly("float", "seq", "inf");
    assertThat(node.getAttribute(0).getI()).isEqualTo(1);
    assertThat(node("= Op()").getOutputCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "x = 2, INT",
    "x = -0.625e3, FLOAT",
    "x : float = 2, FLOAT",
    "x = -Infinity, FLOAT",
    "'x = \"text\"', STRING",
    "'x = [2, 4]', INTS",
    "'x = [1, 0.5]', FLOATS",
    "'x : floats = [1, 2]', FLOATS",
    "'x = [\"a\", \"b\"]', STRINGS",
    "'x = float[2] {1, 2}', TENSOR",
    "'x = float[2] t = {1, 2}', TENSOR",
    "'x = [int8 {1}, int8 {2}]', TENSORS",
    "'x = float[3]', TYPE_PROTO",
    "'x = [float, int8[2]]', TYPE_PROTOS",
    "'x : ints = []', INTS",
    "'x : strings = []', STRINGS",
    "'x : ints = @other', INTS",
    "'x = body (float[N] y) => (float[N] z) { z = Op(y) }', GRAPH",
    "'x = [a () => () {}, \"b\" () => () {}]', GRAPHS"
  })
  void attributesOfEveryKindAreRead(String text, AttributeType type) {
    assertThat(attribute(text).getType()).isEqualTo(type);
    assertThat(attribute(text).getName()).isEqualTo("x");
  }

  @Test
  void attributesKeepTheirValues() {
    assertThat(attribute("x : floats = [1, -inf]").getFloatsList())
        .containsExactly(1f, Float.NEGATIVE_INFINITY);
    assertThat(attribute("x = \"a\\\"b\"").getS()).isEqualTo(ByteString.copyFromUtf8("a\"b"));
    assertThat(attribute("x : int = @other").getRefAttrName()).isEqualTo("other");
    assertThat(attribute("x = float[2] t = {1, 2}").getT().getName()).isEqualTo("t");
    assertThat(attribute("x : floats = [16777217]").getFloatsList()).containsExactly(16777216f);
  }

  @Test
  void functionsFollowTheGraph() {
    ModelProto model =
        model(
            """
            g () => () {}
            <domain: "local", overload: "o", opset_import: ["" : 13]>
            f <alpha, beta : float = 2.0> (x, float[N] y) => (z) <float[N] t>
            { t = Add(x, y)  z = Scale <by : float = @alpha> (t) }
            h () => () {}
            """);
    assertThat(model.getFunctionsCount()).isEqualTo(2);
    assertThat(model.getFunctions(0).getAttributeList()).containsExactly("alpha");
    assertThat(model.getFunctions(0).getAttributeProto(0).getF()).isEqualTo(2);
    assertThat(model.getFunctions(0).getInputList()).containsExactly("x", "y");
    assertThat(model.getFunctions(0).getValueInfoList())
        .extracting(value -> value.getName())
        .isEqualTo(List.of("y", "t"));
    assertThat(model.getFunctions(1).getName()).isEqualTo("h");
  }
}
