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
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A model of the size of AlexNet, in one file: 16 dense layers of 2,048 x 2,048, 268 MB. */
final class LargeModel {

  private static final int LAYERS = 16;
  private static final int WIDTH = 2048;

  private LargeModel() {}

  static void write(Path file) throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("large")
            .addInput(value("x0"))
            .addOutput(value("x" + LAYERS));
    SplittableRandom random = new SplittableRandom(1);
    for (int layer = 0; layer < LAYERS; layer++) {
      graph.addInitializer(weight("w" + layer, random));
      graph.addNode(
          NodeProto.newBuilder()
              .setName("dense" + layer)
              .setOpType("Gemm")
              .addInput("x" + layer)
              .addInput("w" + layer)
              .addOutput("x" + (layer + 1))
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("transB")
                      .setType(AttributeProto.AttributeType.INT)
                      .setI(1)));
    }
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
            .setGraph(graph)
            .build();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      model.writeTo(out);
    }
  }

  private static ValueInfoProto value(String name) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimValue(1))
            .addDim(Dimension.newBuilder().setDimValue(WIDTH))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }

  private static TensorProto weight(String name, SplittableRandom random) {
    ByteBuffer bytes = ByteBuffer.allocate(WIDTH * WIDTH * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) random.nextDouble(-0.05, 0.05));
    }
    return TensorProto.newBuilder()
        .setName(name)
        .addDims(WIDTH)
        .addDims(WIDTH)
        .setDataType(1)
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .build();
  }
}
