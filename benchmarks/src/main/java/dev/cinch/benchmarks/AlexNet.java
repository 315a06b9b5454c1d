// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.OperatorSetIdProto;
import dev.cinch.frontend.proto.TensorProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * AlexNet as Caffe has it (Krizhevsky, Sutskever, Hinton, NIPS 2012; 60,965,224 parameters, 244
 * MB), with random weights that are spread like trained ones: Laplacian around zero, wider in some
 * rows than in others. The file is written piece by piece; a seed gives the same bytes everywhere.
 */
final class AlexNet {

  private static final int CHUNK = 1 << 16;
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

  /** A constant: the mean magnitude of its numbers says how wide they are spread. */
  private record Numbers(String name, double spread, long... extents) {
    long size() {
      return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
    }
  }

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("alexnet");
  private final List<Numbers> constants = new ArrayList<>();

  private AlexNet() {
    graph.addInput(OnnxModel.value("image", 1, 3, 227, 227));
    String x = pooled(normalized(conv("conv1", "image", 96, 3, 11, 4, 0, 1)));
    x = pooled(normalized(conv("conv2", x, 256, 48, 5, 1, 2, 2)));
    x = conv("conv3", x, 384, 256, 3, 1, 1, 1);
    x = conv("conv4", x, 384, 192, 3, 1, 1, 2);
    x = pooled(conv("conv5", x, 256, 192, 3, 1, 1, 2));
    x = node("Flatten", "flat", NodeProto.newBuilder(), x);
    x = relu(dense("fc6", x, 4096, 9216));
    x = relu(dense("fc7", x, 4096, 4096));
    x = node("Softmax", "probabilities", NodeProto.newBuilder(), dense("fc8", x, 1000, 4096));
    graph.addOutput(OnnxModel.value(x, 1, 1000));
  }

  /**
   * Writes the model.
   *
   * @param seed of its weights
   */
  static void write(Path file, long seed) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
      new AlexNet().write(out, new SplittableRandom(seed));
    }
  }

  private String conv(
      String name,
      String x,
      long filters,
      long channels,
      long side,
      long step,
      long pad,
      long groups) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .addAttribute(OnnxModel.integers("kernel_shape", side, side))
            .addAttribute(OnnxModel.integers("strides", step, step))
            .addAttribute(OnnxModel.integers("pads", pad, pad, pad, pad))
            .addAttribute(OnnxModel.integer("group", groups));
    constants.add(new Numbers(name + ".w", 0.02, filters, channels, side, side));
    constants.add(new Numbers(name + ".b", 0.1, filters));
    return relu(node("Conv", name, node, x, name + ".w", name + ".b"));
  }

  private String dense(String name, String x, long outputs, long inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().addAttribute(OnnxModel.integer("transB", 1));
    constants.add(new Numbers(name + ".w", 0.006, outputs, inputs));
    constants.add(new Numbers(name + ".b", 0.1, outputs));
    return node("Gemm", name, node, x, name + ".w", name + ".b");
  }

  private String relu(String x) {
    return node("Relu", "relu_" + x, NodeProto.newBuilder(), x);
  }

  private String normalized(String x) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .addAttribute(OnnxModel.integer("size", 5))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("alpha")
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(1e-4f));
    return node("LRN", "norm_" + x, node, x);
  }

  private String pooled(String x) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .addAttribute(OnnxModel.integers("kernel_shape", 3, 3))
            .addAttribute(OnnxModel.integers("strides", 2, 2));
    return node("MaxPool", "pool_" + x, node, x);
  }

  private String node(String op, String name, NodeProto.Builder node, String... inputs) {
    graph.addNode(
        node.setOpType(op).setName(name).addAllInput(Arrays.asList(inputs)).addOutput(name));
    return name;
  }

  /** A message may come in pieces: its fields follow each other, and repeated ones add up. */
  private void write(OutputStream stream, SplittableRandom random) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(stream, CHUNK);
    MessageLite head =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
            .build();
    head.writeTo(out);
    GraphProto nodes = graph.build();
    long length = nodes.getSerializedSize();
    for (Numbers constant : constants) {
      length += field(GraphProto.INITIALIZER_FIELD_NUMBER, bytes(constant));
    }
    begin(out, ModelProto.GRAPH_FIELD_NUMBER, length);
    nodes.writeTo(out);
    for (Numbers constant : constants) {
      begin(out, GraphProto.INITIALIZER_FIELD_NUMBER, bytes(constant));
      header(constant).writeTo(out);
      begin(out, TensorProto.RAW_DATA_FIELD_NUMBER, constant.size() * Float.BYTES);
      write(out, constant, random);
    }
    out.flush();
  }

  private static TensorProto header(Numbers constant) {
    TensorProto.Builder header =
        TensorProto.newBuilder().setName(constant.name()).setDataType(FLOAT);
    Arrays.stream(constant.extents()).forEach(header::addDims);
    return header.build();
  }

  private static long bytes(Numbers constant) {
    return header(constant).getSerializedSize()
        + field(TensorProto.RAW_DATA_FIELD_NUMBER, constant.size() * Float.BYTES);
  }

  private static long field(int number, long length) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt64SizeNoTag(length)
        + length;
  }

  private static void begin(CodedOutputStream out, int number, long length) throws IOException {
    out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(length);
  }

  private static void write(CodedOutputStream out, Numbers constant, SplittableRandom random)
      throws IOException {
    long row = constant.size() / constant.extents()[0];
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    double spread = constant.spread();
    for (long i = 0; i < constant.size(); i++) {
      if (i % row == 0) {
        spread = constant.spread() * (0.5 + random.nextDouble());
      }
      double uniform = random.nextDouble();
      double magnitude = -spread * StrictMath.log(1 - uniform);
      chunk.putFloat((float) (random.nextBoolean() ? magnitude : -magnitude));
      if (!chunk.hasRemaining() || i + 1 == constant.size()) {
        out.writeRawBytes(ByteString.copyFrom(chunk.flip()));
        chunk.clear();
      }
    }
  }
}
