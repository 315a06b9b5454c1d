// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.NodeProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every operator that can be read, one line each. */
final class OnnxOps {

  /** Our own domain. */
  static final String CINCH = "dev.cinch";

  /** The newest version of ONNX's operator set whose changes are known here. */
  static final long NEWEST = 28;

  /** The newest version of our own domain. */
  static final long NEWEST_CINCH = 1;

  /** All, by domain and name. */
  static final List<OnnxOp> ALL =
      List.of(
          onnx("Add", Arithmetic::add),
          onnx("AveragePool", Pools::average),
          onnx("BatchNormalization", Normalizations::batch),
          onnx("Cast", Casts::cast),
          onnx("Concat", Moves::concat),
          onnx("Constant", Constants::constant),
          onnx("ConstantOfShape", Constants::constantOfShape),
          onnx("Conv", Convolutions::conv),
          onnx("Dropout", Constants::dropout),
          onnx("Flatten", Moves::flatten),
          onnx("Gather", Shapes::gather),
          onnx("Gemm", Products::gemm),
          onnx("GlobalAveragePool", Pools::globalAverage),
          onnx("GlobalMaxPool", Pools::globalMax),
          onnx("Identity", Constants::identity),
          onnx("MatMul", Products::matMul),
          onnx("MaxPool", Pools::max),
          onnx("Mul", Arithmetic::multiply),
          onnx("Relu", Arithmetic::relu),
          onnx("Reshape", Moves::reshape),
          onnx("Shape", Shapes::shape),
          onnx("Softmax", Normalizations::softmax),
          onnx("Squeeze", Moves::squeeze),
          onnx("Transpose", Moves::transpose),
          onnx("Unsqueeze", Moves::unsqueeze),
          cinch("Cast", CinchDomain::cast),
          cinch("Input", CinchDomain::input),
          cinch("MatMul", Products::matMulWithBias),
          cinch("Raw", CinchDomain::raw),
          cinch("SumPool", Pools::sum),
          cinch("Weight", CinchDomain::weight));

  private static final Set<String> HANDED_ON =
      Set.of("Constant", "ConstantOfShape", "Dropout", "Gather", "Identity", "Shape");

  private static final Set<String> HELD = Set.of("Input", "Raw", "Weight");

  private static final Map<Map.Entry<String, String>, OnnxOp> BY_KEY =
      ALL.stream().collect(Collectors.toMap(OnnxOp::key, Function.identity()));

  private OnnxOps() {}

  private static OnnxOp onnx(String name, OnnxOp.Reader reader) {
    return new OnnxOp("", name, reader);
  }

  private static OnnxOp cinch(String name, OnnxOp.Reader reader) {
    return new OnnxOp(CINCH, name, reader);
  }

  /** The operator with a name in a domain; empty when it cannot be read. */
  static Optional<OnnxOp> find(String domain, String name) {
    return Optional.ofNullable(BY_KEY.get(Map.entry(Opsets.canonical(domain), name)));
  }

  /**
   * Whether a node computes something, which then has its name, rather than hand on what is there.
   */
  static boolean isLayer(NodeProto node) {
    return switch (Opsets.canonical(node.getDomain())) {
      case "" -> !HANDED_ON.contains(node.getOpType());
      case CINCH -> !HELD.contains(node.getOpType());
      default -> true;
    };
  }

  /** A hint at the operator that may be meant: one of the same name but for case or ending. */
  static String suggestion(String name) {
    return ALL.stream()
        .filter(op -> op.domain().isEmpty() && op.name().equalsIgnoreCase(name))
        .findFirst()
        .map(op -> "did you mean " + op.name() + "?")
        .orElse("");
  }
}
