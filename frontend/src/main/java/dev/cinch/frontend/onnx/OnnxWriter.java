// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.OperatorSetIdProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes floating-point graphs as binary ONNX that any runtime reads: operators of ONNX's own
 * domain, numbers as initializers. What each operator is in ONNX is said in one place, the text
 * form: this is its text, with the numbers put where the text only names them.
 */
public final class OnnxWriter {

  private static final String DOMAIN = "dev.cinch";

  private OnnxWriter() {}

  /** The bytes of a model; the same graph gives the same bytes. Fails for what ONNX has no word. */
  public static Result<byte[]> bytes(Graph graph) {
    return OnnxTextReader.parse(GraphPrinter.print(graph, Constants.REFERENCE), graph.name())
        .then(model -> write(graph, model.proto()));
  }

  private static Result<byte[]> write(Graph graph, ModelProto text) {
    // Integer arithmetic is exact here and wraps around in ONNX: only floats mean the same in both.
    List<Diagnostic> problems =
        new ArrayList<>(
            graph.nodes().stream()
                .filter(node -> !node.type().isFloat())
                .map(node -> problem(node, "computes in " + node.type().number()))
                .toList());
    GraphProto.Builder body = text.getGraph().toBuilder().clearNode();
    for (NodeProto node : text.getGraph().getNodeList()) {
      if (!node.getDomain().equals(DOMAIN)) {
        body.addNode(node);
      } else if (node.getOpType().equals("Weight")) {
        initializer(graph, node).ifPresent(body::addInitializer);
      } else {
        String name = node.getName().isEmpty() ? node.getOutput(0) : node.getName();
        graph
            .find(name)
            .filter(it -> it.type().isFloat())
            .ifPresent(it -> problems.add(problem(it, "is a " + node.getOpType() + " of our own")));
      }
    }
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    List<OperatorSetIdProto> opsets =
        text.getOpsetImportList().stream()
            .filter(opset -> !opset.getDomain().equals(DOMAIN))
            .toList();
    return Result.ok(
        text.toBuilder()
            .setProducerName("cinch")
            .clearOpsetImport()
            .addAllOpsetImport(opsets)
            .setGraph(body)
            .build()
            .toByteArray());
  }

  private static Diagnostic problem(Node node, String text) {
    return Diagnostic.error(
        "onnx.write",
        node.origin().withName(node.name()),
        text + ", which ONNX has no word for",
        "only floating-point graphs can be written as ONNX");
  }

  private static Optional<TensorProto> initializer(Graph graph, NodeProto node) {
    Node constant = graph.find(node.getAttribute(0).getS().toStringUtf8()).orElseThrow();
    Tensor tensor = ((Constant) constant.op()).weight().decode();
    if (!(tensor.type().number() instanceof FloatType number)) {
      return Optional.empty();
    }
    ElementType element = ElementType.of(number).orElseThrow();
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(node.getOutput(0)).setDataType(element.number());
    for (long extent : tensor.shape().dims()) {
      proto.addDims(extent);
    }
    ByteString numbers = ByteString.copyFrom(tensor.segment().asByteBuffer());
    return Optional.of(proto.setRawData(numbers).build());
  }
}
