// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.AttributeProto;
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
import java.util.SplittableRandom;

/** An ONNX model that is put together layer by layer, with seeded random weights. */
final class OnnxModel {

  private final GraphProto.Builder graph;
  private final SplittableRandom random = new SplittableRandom(1);
  private final double density;

  /**
   * Starts a model.
   *
   * @param name its name
   * @param density share of the weights that are not zero
   */
  OnnxModel(String name, double density) {
    this.graph = GraphProto.newBuilder().setName(name);
    this.density = density;
  }

  /** The model's input. */
  String input(long... extents) {
    graph.addInput(value("x", extents));
    return "x";
  }

  /** Random weights such that sums keep their size: of variance 2 / terms, as is usual. */
  String weight(long... extents) {
    long terms = Arrays.stream(extents).skip(1).reduce(1, (a, b) -> a * b);
    double bound = Math.sqrt(6 / (terms * density));
    int size = Math.toIntExact(terms * extents[0]);
    ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      boolean kept = random.nextDouble() < density;
      bytes.putFloat(kept ? (float) random.nextDouble(-bound, bound) : 0);
    }
    String name = "w" + graph.getInitializerCount();
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(1)
            .setRawData(ByteString.copyFrom(bytes.flip()));
    for (long extent : extents) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** A number as constant. */
  String number(float number) {
    String name = "w" + graph.getInitializerCount();
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(1).addFloatData(number));
    return name;
  }

  /** Adds a node and gives the name of its first result. */
  String node(String op, NodeProto.Builder node, String... inputs) {
    String name = op.toLowerCase(java.util.Locale.ROOT) + graph.getNodeCount();
    graph.addNode(
        node.setOpType(op).setName(name).addAllInput(Arrays.asList(inputs)).addOutput(name));
    return name;
  }

  /** Adds a node without attributes. */
  String node(String op, String... inputs) {
    return node(op, NodeProto.newBuilder(), inputs);
  }

  /** A convolution with bias, square kernel and the same padding on all sides. */
  String conv(String x, long channels, long filters, long kernel, long stride, long pad) {
    return conv(x, channels, filters, kernel, stride, pad, 1);
  }

  /** A convolution in groups. */
  String conv(
      String x, long channels, long filters, long kernel, long stride, long pad, long groups) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .addAttribute(integers("kernel_shape", kernel, kernel))
            .addAttribute(integers("strides", stride, stride))
            .addAttribute(integers("pads", pad, pad, pad, pad))
            .addAttribute(integer("group", groups));
    return node(
        "Conv", node, x, weight(filters, channels / groups, kernel, kernel), weight(filters));
  }

  /** The greatest number of each window. */
  String maxPool(String x, long kernel, long stride) {
    return node(
        "MaxPool",
        NodeProto.newBuilder()
            .addAttribute(integers("kernel_shape", kernel, kernel))
            .addAttribute(integers("strides", stride, stride)),
        x);
  }

  /** A dense layer, its weights as PyTorch exports them. */
  String dense(String x, long in, long out) {
    return node(
        "Gemm",
        NodeProto.newBuilder().addAttribute(integer("transB", 1)),
        x,
        weight(out, in),
        weight(out));
  }

  /** An LSTM whose results the node names. */
  void lstm(NodeProto.Builder node, String... inputs) {
    graph.addNode(node.setName("lstm").addAllInput(Arrays.asList(inputs)));
  }

  /** The numbers under other extents. */
  String reshaped(String x, long... extents) {
    String shape = "shape" + graph.getInitializerCount();
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(shape).setDataType(7).addDims(extents.length);
    Arrays.stream(extents).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return node("Reshape", x, shape);
  }

  /** The file's bytes. */
  byte[] bytes(String output, long... extents) {
    graph.addOutput(value(output, extents));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static ValueInfoProto value(String name, long... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      shape.addDim(Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }
}
