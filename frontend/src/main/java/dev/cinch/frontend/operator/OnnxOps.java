// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Recurrence.Cell;
import dev.cinch.ir.op.UnaryFunction;
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

  /** ONNX's domain of classical machine learning. */
  private static final String LEARNED = "ai.onnx.ml";

  /** The domain of quantized floats, by which its older names are known too. */
  static final String QONNX = "qonnx.custom_op.general";

  /** The newest version of ONNX's operator set whose changes are known here. */
  static final long NEWEST = 28;

  /** The newest version of our own domain. */
  static final long NEWEST_CINCH = 1;

  /** All, by domain and name. */
  static final List<OnnxOp> ALL =
      List.of(
          onnx("Abs", Elementwises.unary(UnaryFunction.ABS)),
          onnx("Acos", Elementwises.unary(UnaryFunction.ACOS)),
          onnx("Acosh", Elementwises.unary(UnaryFunction.ACOSH)),
          onnx("Add", Arithmetic::add),
          onnx("AffineGrid", GridSamples::affine),
          onnx("And", Elementwises.binary(BinaryFunction.AND)),
          onnx("ArgMax", Reductions.extreme(true)),
          onnx("ArgMin", Reductions.extreme(false)),
          onnx("Asin", Elementwises.unary(UnaryFunction.ASIN)),
          onnx("Asinh", Elementwises.unary(UnaryFunction.ASINH)),
          onnx("Atan", Elementwises.unary(UnaryFunction.ATAN)),
          onnx("Atanh", Elementwises.unary(UnaryFunction.ATANH)),
          onnx("Attention", Attentions::read),
          onnx("AveragePool", Pools::average),
          onnx("BatchNormalization", Normalizations::batch),
          onnx("BitShift", Elementwises::bitShift),
          onnx("BitwiseAnd", Elementwises.binary(BinaryFunction.BITWISE_AND)),
          onnx("BitwiseNot", Elementwises.unary(UnaryFunction.BITWISE_NOT)),
          onnx("BitwiseOr", Elementwises.binary(BinaryFunction.BITWISE_OR)),
          onnx("BitwiseXor", Elementwises.binary(BinaryFunction.BITWISE_XOR)),
          onnx("BlackmanWindow", Signals.window(0.42, 0.5, 0.08)),
          onnx("Cast", Casts::cast),
          onnx("CastLike", Casts::castLike),
          onnx("CausalConvWithState", Gates::causalConv),
          onnx("Ceil", Elementwises.unary(UnaryFunction.CEIL)),
          onnx("Celu", Elementwises.unary(UnaryFunction.CELU, 1)),
          onnx("CenterCropPad", Rearrangements::centered),
          onnx("Clip", Elementwises::clip),
          onnx("Col2Im", Rearrangements::imageOfColumns),
          onnx("Compress", Selections::compress),
          onnx("Concat", Moves::concat),
          onnx("ConcatFromSequence", Sequences::concat),
          onnx("Constant", Constants::constant),
          onnx("ConstantOfShape", Constants::constantOfShape),
          onnx("Conv", Convolutions::conv),
          onnx("ConvInteger", Convolutions::integer),
          onnx("ConvTranspose", TransposedConvolutions::read),
          onnx("Cos", Elementwises.unary(UnaryFunction.COS)),
          onnx("Cosh", Elementwises.unary(UnaryFunction.COSH)),
          onnx("CumProd", Reductions.accumulate(Aggregation.PRODUCT)),
          onnx("CumSum", Reductions.accumulate(Aggregation.SUM)),
          onnx("DeformConv", DeformableConvolutions::read),
          onnx("DepthToSpace", Moves::depthToSpace),
          onnx("DequantizeLinear", Quantization::dequantize),
          onnx("DFT", Signals::dft),
          onnx("Div", Elementwises.binary(BinaryFunction.DIV)),
          onnx("Dropout", Constants::dropout),
          onnx("DynamicQuantizeLinear", Quantization::dynamic),
          onnx("Einsum", Einsums::read),
          onnx("Elu", Elementwises.unary(UnaryFunction.ELU, 1)),
          onnx("Equal", Elementwises.binary(BinaryFunction.EQUAL)),
          onnx("Erf", Elementwises.unary(UnaryFunction.ERF)),
          onnx("Exp", Elementwises.unary(UnaryFunction.EXP)),
          onnx("Expand", Moves::expand),
          onnx("EyeLike", Constants::eyeLike),
          onnx("Flatten", Moves::flatten),
          onnx("Floor", Elementwises.unary(UnaryFunction.FLOOR)),
          onnx("Gather", Indexing::gather),
          onnx("GatherElements", Indexing::gatherElements),
          onnx("GatherND", Indexing::gatherNd),
          onnx("Gelu", Elementwises::gelu),
          onnx("Gemm", Products::gemm),
          onnx("GlobalAveragePool", Pools::globalAverage),
          onnx("GlobalLpPool", Pools::globalNorm),
          onnx("GlobalMaxPool", Pools::globalMax),
          onnx("Greater", Elementwises.binary(BinaryFunction.GREATER)),
          onnx("GreaterOrEqual", Elementwises.binary(BinaryFunction.GREATER_OR_EQUAL)),
          onnx("GridSample", GridSamples::read),
          onnx("GroupNormalization", Statistics::group),
          onnx("GRU", Recurrences.reader(Cell.GRU)),
          onnx("HammingWindow", Signals.window(25.0 / 46, 21.0 / 46, 0)),
          onnx("HannWindow", Signals.window(0.5, 0.5, 0)),
          onnx("Hardmax", Statistics::hardmax),
          onnx("HardSigmoid", Elementwises.unary(UnaryFunction.HARD_SIGMOID, 0.2, 0.5)),
          onnx("HardSwish", Elementwises.unary(UnaryFunction.HARD_SWISH)),
          onnx("Identity", Constants::identity),
          onnx("If", ControlFlow::branch),
          onnx("InstanceNormalization", Statistics::instance),
          onnx("IsInf", Elementwises::isInf),
          onnx("IsNaN", Elementwises.unary(UnaryFunction.IS_NAN)),
          onnx("LayerNormalization", Statistics::layer),
          onnx("LeakyRelu", Elementwises.unary(UnaryFunction.LEAKY_RELU, 0.01)),
          onnx("Less", Elementwises.binary(BinaryFunction.LESS)),
          onnx("LessOrEqual", Elementwises.binary(BinaryFunction.LESS_OR_EQUAL)),
          onnx("LinearAttention", LinearAttentions::read),
          onnx("Log", Elementwises.unary(UnaryFunction.LOG)),
          onnx("LogSoftmax", Statistics::logSoftmax),
          onnx("Loop", ControlFlow::loop),
          onnx("LpNormalization", Statistics::norm),
          onnx("LpPool", Pools::norm),
          onnx("LRN", Statistics::localResponse),
          onnx("LSTM", Recurrences.reader(Cell.LSTM)),
          onnx("MatMul", Products::matMul),
          onnx("MatMulInteger", Quantization::matMulInteger),
          onnx("Max", Elementwises.variadic(BinaryFunction.MAX, false)),
          onnx("MaxPool", Pools::max),
          onnx("MaxRoiPool", Regions::pool),
          onnx("MaxUnpool", Maxima::unpool),
          onnx("Mean", Elementwises.variadic(BinaryFunction.ADD, true)),
          onnx("MeanVarianceNormalization", Statistics::meanVariance),
          onnx("MelWeightMatrix", Signals::mel),
          onnx("Min", Elementwises.variadic(BinaryFunction.MIN, false)),
          onnx("Mish", Elementwises.unary(UnaryFunction.MISH)),
          onnx("Mod", Elementwises::mod),
          onnx("Mul", Arithmetic::multiply),
          onnx("Neg", Elementwises.unary(UnaryFunction.NEG)),
          onnx("NegativeLogLikelihoodLoss", Losses::likelihood),
          onnx("NonMaxSuppression", Suppressions::read),
          onnx("NonZero", Selections::nonZero),
          onnx("Not", Elementwises.unary(UnaryFunction.NOT)),
          onnx("OneHot", Indexing::oneHot),
          onnx("Optional", Sequences::optional),
          onnx("OptionalGetElement", Sequences::getElement),
          onnx("OptionalHasElement", Sequences::hasElement),
          onnx("Or", Elementwises.binary(BinaryFunction.OR)),
          onnx("PRelu", Elementwises::prelu),
          onnx("Pad", Moves::pad),
          onnx("Pow", Elementwises::pow),
          onnx("QLinearConv", Convolutions::quantized),
          onnx("QLinearMatMul", Quantization::matMul),
          onnx("QuantizeLinear", Quantization::quantize),
          onnx("Range", Constants::range),
          onnx("Reciprocal", Elementwises.unary(UnaryFunction.RECIPROCAL)),
          onnx("ReduceL1", Reductions.aggregate(Aggregation.L1)),
          onnx("ReduceL2", Reductions.aggregate(Aggregation.L2)),
          onnx("ReduceLogSum", Reductions.aggregate(Aggregation.LOG_SUM)),
          onnx("ReduceLogSumExp", Reductions.aggregate(Aggregation.LOG_SUM_EXP)),
          onnx("ReduceMax", Reductions.aggregate(Aggregation.MAX)),
          onnx("ReduceMean", Reductions.aggregate(Aggregation.MEAN)),
          onnx("ReduceMin", Reductions.aggregate(Aggregation.MIN)),
          onnx("ReduceProd", Reductions.aggregate(Aggregation.PRODUCT)),
          onnx("ReduceSum", Reductions.aggregate(Aggregation.SUM)),
          onnx("ReduceSumSquare", Reductions.aggregate(Aggregation.SUM_SQUARE)),
          onnx("Relu", Arithmetic::relu),
          onnx("Reshape", Moves::reshape),
          onnx("Resize", Resizes::resize),
          onnx("ReverseSequence", Indexing::reverseSequence),
          onnx("RMSNormalization", Statistics::rootMeanSquare),
          onnx("RNN", Recurrences.reader(Cell.RNN)),
          onnx("RoiAlign", Regions::align),
          onnx("RotaryEmbedding", Rotations::read),
          onnx("Round", Elementwises.unary(UnaryFunction.ROUND)),
          onnx("Scan", ControlFlow::scan),
          onnx("Scatter", Indexing::scatterElements),
          onnx("ScatterElements", Indexing::scatterElements),
          onnx("ScatterND", Indexing::scatterNd),
          onnx("Selu", Elementwises.unary(UnaryFunction.SELU, 1.6732632, 1.050701)),
          onnx("SequenceAt", Sequences::at),
          onnx("SequenceConstruct", Sequences::construct),
          onnx("SequenceEmpty", Sequences::empty),
          onnx("SequenceErase", Sequences::erase),
          onnx("SequenceInsert", Sequences::insert),
          onnx("SequenceLength", Sequences::length),
          onnx("SequenceMap", Sequences::map),
          onnx("Shape", Shapes::shape),
          onnx("Shrink", Elementwises.unary(UnaryFunction.SHRINK, 0, 0.5)),
          onnx("Sigmoid", Elementwises.unary(UnaryFunction.SIGMOID)),
          onnx("Sign", Elementwises.unary(UnaryFunction.SIGN)),
          onnx("Sin", Elementwises.unary(UnaryFunction.SIN)),
          onnx("Sinh", Elementwises.unary(UnaryFunction.SINH)),
          onnx("Size", Shapes::size),
          onnx("Slice", Indexing::slice),
          onnx("Softmax", Normalizations::softmax),
          onnx("SoftmaxCrossEntropyLoss", Losses::crossEntropy),
          onnx("Softplus", Elementwises.unary(UnaryFunction.SOFTPLUS)),
          onnx("Softsign", Elementwises.unary(UnaryFunction.SOFTSIGN)),
          onnx("SpaceToDepth", Moves::spaceToDepth),
          onnx("Split", Indexing::split),
          onnx("SplitToSequence", Sequences::split),
          onnx("Sqrt", Elementwises.unary(UnaryFunction.SQRT)),
          onnx("Squeeze", Moves::squeeze),
          onnx("STFT", Signals::stft),
          onnx("Sub", Elementwises.binary(BinaryFunction.SUB)),
          onnx("Sum", Elementwises.variadic(BinaryFunction.ADD, false)),
          onnx("SwiGLU", Gates::swiGlu),
          onnx("Swish", Elementwises.unary(UnaryFunction.SWISH, 1)),
          onnx("Tan", Elementwises.unary(UnaryFunction.TAN)),
          onnx("Tanh", Elementwises.unary(UnaryFunction.TANH)),
          onnx("TensorScatter", Gates::tensorScatter),
          onnx("ThresholdedRelu", Elementwises.unary(UnaryFunction.THRESHOLDED_RELU, 1)),
          onnx("Tile", Moves::tile),
          onnx("TopK", Reductions::topK),
          onnx("Transpose", Moves::transpose),
          onnx("Trilu", Indexing::trilu),
          onnx("Unique", Uniques::read),
          onnx("Unsqueeze", Moves::unsqueeze),
          onnx("Upsample", Resizes::upsample),
          onnx("Where", Elementwises::where),
          onnx("Xor", Elementwises.binary(BinaryFunction.XOR)),
          learned("ArrayFeatureExtractor", LearnedFeatures::extract),
          learned("Binarizer", LearnedFeatures::binarize),
          learned("LabelEncoder", LabelEncoders::read),
          learned("LinearRegressor", LearnedFeatures::regress),
          learned("Normalizer", LearnedFeatures::normalize),
          learned("Scaler", LearnedFeatures::scale),
          qonnx("BipolarQuant", Qonnx::bipolar),
          qonnx("Quant", Qonnx::quant),
          qonnx("Trunc", Qonnx::trunc),
          cinch("Accumulate", CinchOps::accumulate),
          cinch("Aggregate", CinchOps::aggregate),
          cinch("ArgExtreme", CinchOps::argExtreme),
          cinch("Binary", CinchOps::binary),
          cinch("Cast", CinchDomain::cast),
          cinch("Expand", CinchOps::expand),
          cinch("Input", CinchDomain::input),
          cinch("MatMul", Products::matMulWithBias),
          cinch("Pad", CinchOps::pad),
          cinch("Raw", CinchDomain::raw),
          cinch("Recurrence", CinchOps::recurrence),
          cinch("Slice", CinchOps::slice),
          cinch("SumPool", Pools::sum),
          cinch("TopK", CinchOps::topK),
          cinch("Unary", CinchOps::unary),
          cinch("Weight", CinchDomain::weight));

  private static final Set<String> HANDED_ON =
      Set.of(
          "Constant",
          "ConstantOfShape",
          "Dropout",
          "EyeLike",
          "Identity",
          "Range",
          "Shape",
          "Size");

  private static final Set<String> HELD = Set.of("Input", "Raw", "Weight");

  private static final Map<Map.Entry<String, String>, OnnxOp> BY_KEY =
      ALL.stream().collect(Collectors.toMap(OnnxOp::key, Function.identity()));

  private OnnxOps() {}

  private static OnnxOp onnx(String name, OnnxOp.Reader reader) {
    return new OnnxOp("", name, reader);
  }

  private static OnnxOp learned(String name, OnnxOp.Reader reader) {
    return new OnnxOp(LEARNED, name, reader);
  }

  private static OnnxOp qonnx(String name, OnnxOp.Reader reader) {
    return new OnnxOp(QONNX, name, reader);
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
