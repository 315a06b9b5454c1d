// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.AttributeProto.AttributeType;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.OperatorSetIdProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.TensorShapeProto;
import dev.cinch.frontend.proto.TensorShapeProto.Dimension;
import dev.cinch.frontend.proto.TypeProto;
import dev.cinch.frontend.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An ONNX file that is put together node by node. */
final class OnnxGraph {

  static final int FLOAT = 1;
  static final int INT32 = 6;
  static final int INT64 = 7;

  private static final int OPSET = 20;
  private static final int IR_VERSION = 9;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("random");

  void input(String name, List<Long> extents) {
    graph.addInput(value(name, extents));
  }

  void output(String name, List<Long> extents) {
    graph.addOutput(value(name, extents));
  }

  /** A name that nothing has yet. */
  String fresh() {
    return "t" + graph.getNodeCount() + "_" + graph.getInitializerCount();
  }

  String floats(List<Long> extents, float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return constant(FLOAT, extents, bytes);
  }

  String integers(int type, long... numbers) {
    int width = type == INT32 ? Integer.BYTES : Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      if (type == INT32) {
        bytes.putInt((int) number);
      } else {
        bytes.putLong(number);
      }
    }
    return constant(type, List.of((long) numbers.length), bytes.rewind());
  }

  private String constant(int type, List<Long> extents, ByteBuffer bytes) {
    String name = "c" + graph.getInitializerCount();
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type)
            .addAllDims(extents)
            .setRawData(ByteString.copyFrom(bytes)));
    return name;
  }

  void node(String op, List<AttributeProto> attributes, List<String> in, List<String> out) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(op)
            .setName("n" + graph.getNodeCount())
            .addAllAttribute(attributes)
            .addAllInput(in)
            .addAllOutput(out));
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto integers(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, List<Long> extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    extents.forEach(extent -> shape.addDim(Dimension.newBuilder().setDimValue(extent)));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
        .build();
  }
}
