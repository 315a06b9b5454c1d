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

  /** ONNX's domain of operators that may still change. */
  private static final String PREVIEW = "ai.onnx.preview";

  /** The domain of quantized floats, by which its older names are known too. */
  static final String QONNX = "qonnx.custom_op.general";

  /** The newest version of ONNX's operator set whose changes are known here. */
  static final long NEWEST = 28;

  /** The newest version of our own domain. */
  static final long NEWEST_CINCH = 1;

  /** All, by domain and name. */
  static final List<OnnxOp> ALL =
      List.of(
          onnx("Abs", 1, Elementwises.unary(UnaryFunction.ABS)),
          onnx("Acos", 7, Elementwises.unary(UnaryFunction.ACOS)),
          onnx("Acosh", 9, Elementwises.unary(UnaryFunction.ACOSH)),
          onnx("Add", 1, Arithmetic::add),
          onnx("AffineGrid", 20, GridSamples::affine),
          onnx("And", 1, Elementwises.binary(BinaryFunction.AND)),
          onnx("ArgMax", 1, Reductions.extreme(true)),
          onnx("ArgMin", 1, Reductions.extreme(false)),
          onnx("Asin", 7, Elementwises.unary(UnaryFunction.ASIN)),
          onnx("Asinh", 9, Elementwises.unary(UnaryFunction.ASINH)),
          onnx("Atan", 7, Elementwises.unary(UnaryFunction.ATAN)),
          onnx("Atanh", 9, Elementwises.unary(UnaryFunction.ATANH)),
          onnx("Attention", 23, Attentions::read),
          onnx("AveragePool", 1, Pools::average),
          onnx("BatchNormalization", 1, Normalizations::batch),
          onnx("BitCast", 26, Casts::bitCast),
          onnx("BitShift", 11, Elementwises::bitShift),
          onnx("BitwiseAnd", 18, Elementwises.binary(BinaryFunction.BITWISE_AND)),
          onnx("BitwiseNot", 18, Elementwises.unary(UnaryFunction.BITWISE_NOT)),
          onnx("BitwiseOr", 18, Elementwises.binary(BinaryFunction.BITWISE_OR)),
          onnx("BitwiseXor", 18, Elementwises.binary(BinaryFunction.BITWISE_XOR)),
          onnx("BlackmanWindow", 17, Signals.window(0.42, 0.5, 0.08)),
          onnx("Cast", 1, Casts::cast),
          onnx("CastLike", 15, Casts::castLike),
          onnx("CausalConvWithState", 27, Gates::causalConv),
          onnx("Ceil", 1, Elementwises.unary(UnaryFunction.CEIL)),
          onnx("Celu", 12, Elementwises.unary(UnaryFunction.CELU, 1)),
          onnx("CenterCropPad", 18, Rearrangements::centered),
          onnx("Clip", 1, Elementwises::clip),
          onnx("Col2Im", 18, Rearrangements::imageOfColumns),
          onnx("Compress", 9, Selections::compress),
          onnx("Concat", 1, Moves::concat),
          onnx("ConcatFromSequence", 11, Sequences::concat),
          onnx("Constant", 1, Constants::constant),
          onnx("ConstantOfShape", 9, Constants::constantOfShape),
          onnx("Conv", 1, Convolutions::conv),
          onnx("ConvInteger", 10, Convolutions::integer),
          onnx("ConvTranspose", 1, TransposedConvolutions::read),
          onnx("Cos", 7, Elementwises.unary(UnaryFunction.COS)),
          onnx("Cosh", 9, Elementwises.unary(UnaryFunction.COSH)),
          onnx("CumProd", 26, Reductions.accumulate(Aggregation.PRODUCT)),
          onnx("CumSum", 11, Reductions.accumulate(Aggregation.SUM)),
          onnx("DeformConv", 19, DeformableConvolutions::read),
          onnx("DepthToSpace", 1, Moves::depthToSpace),
          onnx("Det", 11, Determinants::read),
          onnx("DequantizeLinear", 10, Quantization::dequantize),
          onnx("DFT", 17, Signals::dft),
          onnx("Div", 1, Elementwises.binary(BinaryFunction.DIV)),
          onnx("Dropout", 1, Constants::dropout),
          onnx("DynamicQuantizeLinear", 11, Quantization::dynamic),
          onnx("Einsum", 12, Einsums::read),
          onnx("Elu", 1, Elementwises.unary(UnaryFunction.ELU, 1)),
          onnx("Equal", 1, Elementwises.binary(BinaryFunction.EQUAL)),
          onnx("Erf", 9, Elementwises.unary(UnaryFunction.ERF)),
          onnx("Exp", 1, Elementwises.unary(UnaryFunction.EXP)),
          onnx("Expand", 8, Moves::expand),
          onnx("EyeLike", 9, Constants::eyeLike),
          onnx("Flatten", 1, Moves::flatten),
          onnx("Floor", 1, Elementwises.unary(UnaryFunction.FLOOR)),
          onnx("Gather", 1, Indexing::gather),
          onnx("GatherElements", 11, Indexing::gatherElements),
          onnx("GatherND", 11, Indexing::gatherNd),
          onnx("Gelu", 20, Elementwises::gelu),
          onnx("Gemm", 1, Products::gemm),
          onnx("GlobalAveragePool", 1, Pools::globalAverage),
          onnx("GlobalLpPool", 1, Pools::globalNorm),
          onnx("GlobalMaxPool", 1, Pools::globalMax),
          onnx("Greater", 1, Elementwises.binary(BinaryFunction.GREATER)),
          onnx("GreaterOrEqual", 12, Elementwises.binary(BinaryFunction.GREATER_OR_EQUAL)),
          onnx("GridSample", 16, GridSamples::read),
          onnx("GroupNormalization", 18, Statistics::group),
          onnx("GRU", 1, Recurrences.reader(Cell.GRU)),
          onnx("HammingWindow", 17, Signals.window(25.0 / 46, 21.0 / 46, 0)),
          onnx("HannWindow", 17, Signals.window(0.5, 0.5, 0)),
          onnx("Hardmax", 1, Statistics::hardmax),
          onnx("HardSigmoid", 1, Elementwises.unary(UnaryFunction.HARD_SIGMOID, 0.2, 0.5)),
          onnx("HardSwish", 14, Elementwises.unary(UnaryFunction.HARD_SWISH)),
          onnx("Identity", 1, Constants::identity),
          onnx("If", 1, ControlFlow::branch),
          onnx("InstanceNormalization", 1, Statistics::instance),
          onnx("IsInf", 10, Elementwises::isInf),
          onnx("IsNaN", 9, Elementwises.unary(UnaryFunction.IS_NAN)),
          onnx("LayerNormalization", 17, Statistics::layer),
          onnx("LeakyRelu", 1, Elementwises.unary(UnaryFunction.LEAKY_RELU, 0.01)),
          onnx("Less", 1, Elementwises.binary(BinaryFunction.LESS)),
          onnx("LessOrEqual", 12, Elementwises.binary(BinaryFunction.LESS_OR_EQUAL)),
          onnx("LinearAttention", 27, LinearAttentions::read),
          onnx("Log", 1, Elementwises.unary(UnaryFunction.LOG)),
          onnx("LogSoftmax", 1, Statistics::logSoftmax),
          onnx("Loop", 1, ControlFlow::loop),
          onnx("LpNormalization", 1, Statistics::norm),
          onnx("LpPool", 1, Pools::norm),
          onnx("LRN", 1, Statistics::localResponse),
          onnx("LSTM", 1, Recurrences.reader(Cell.LSTM)),
          onnx("MatMul", 1, Products::matMul),
          onnx("MatMulInteger", 10, Quantization::matMulInteger),
          onnx("Max", 1, Elementwises.variadic(BinaryFunction.MAX, false)),
          onnx("MaxPool", 1, Pools::max),
          onnx("MaxRoiPool", 1, Regions::pool),
          onnx("MaxUnpool", 9, Maxima::unpool),
          onnx("Mean", 1, Elementwises.variadic(BinaryFunction.ADD, true)),
          onnx("MeanVarianceNormalization", 9, Statistics::meanVariance),
          onnx("MelWeightMatrix", 17, Signals::mel),
          onnx("Min", 1, Elementwises.variadic(BinaryFunction.MIN, false)),
          onnx("Mish", 18, Elementwises.unary(UnaryFunction.MISH)),
          onnx("Mod", 10, Elementwises::mod),
          onnx("Mul", 1, Arithmetic::multiply),
          onnx("Neg", 1, Elementwises.unary(UnaryFunction.NEG)),
          onnx("NegativeLogLikelihoodLoss", 12, Losses::likelihood),
          onnx("NonMaxSuppression", 10, Suppressions::read),
          onnx("NonZero", 9, Selections::nonZero),
          onnx("Not", 1, Elementwises.unary(UnaryFunction.NOT)),
          onnx("OneHot", 9, Indexing::oneHot),
          onnx("Optional", 15, Sequences::optional),
          onnx("OptionalGetElement", 15, Sequences::getElement),
          onnx("OptionalHasElement", 15, Sequences::hasElement),
          onnx("Or", 1, Elementwises.binary(BinaryFunction.OR)),
          onnx("PRelu", 1, Elementwises::prelu),
          onnx("Pad", 1, Moves::pad),
          onnx("Pow", 1, Elementwises::pow),
          onnx("QLinearConv", 10, Convolutions::quantized),
          onnx("QLinearMatMul", 10, Quantization::matMul),
          onnx("QuantizeLinear", 10, Quantization::quantize),
          onnx("Range", 11, Constants::range),
          onnx("Reciprocal", 1, Elementwises.unary(UnaryFunction.RECIPROCAL)),
          onnx("ReduceL1", 1, Reductions.aggregate(Aggregation.L1)),
          onnx("ReduceL2", 1, Reductions.aggregate(Aggregation.L2)),
          onnx("ReduceLogSum", 1, Reductions.aggregate(Aggregation.LOG_SUM)),
          onnx("ReduceLogSumExp", 1, Reductions.aggregate(Aggregation.LOG_SUM_EXP)),
          onnx("ReduceMax", 1, Reductions.aggregate(Aggregation.MAX)),
          onnx("ReduceMean", 1, Reductions.aggregate(Aggregation.MEAN)),
          onnx("ReduceMin", 1, Reductions.aggregate(Aggregation.MIN)),
          onnx("ReduceProd", 1, Reductions.aggregate(Aggregation.PRODUCT)),
          onnx("ReduceSum", 1, Reductions.aggregate(Aggregation.SUM)),
          onnx("ReduceSumSquare", 1, Reductions.aggregate(Aggregation.SUM_SQUARE)),
          onnx("Relu", 1, Arithmetic::relu),
          onnx("Reshape", 1, Moves::reshape),
          onnx("Resize", 10, Resizes::resize),
          onnx("ReverseSequence", 10, Indexing::reverseSequence),
          onnx("RMSNormalization", 23, Statistics::rootMeanSquare),
          onnx("RNN", 1, Recurrences.reader(Cell.RNN)),
          onnx("RoiAlign", 10, Regions::align),
          onnx("RotaryEmbedding", 23, Rotations::read),
          onnx("Round", 11, Elementwises.unary(UnaryFunction.ROUND)),
          onnx("Scan", 8, Scans::read),
          onnx("Scatter", 9, Indexing::scatterElements),
          onnx("ScatterElements", 11, Indexing::scatterElements),
          onnx("ScatterND", 11, Indexing::scatterNd),
          onnx("Selu", 1, Elementwises.unary(UnaryFunction.SELU, 1.6732632, 1.050701)),
          onnx("SequenceAt", 11, Sequences::at),
          onnx("SequenceConstruct", 11, Sequences::construct),
          onnx("SequenceEmpty", 11, Sequences::empty),
          onnx("SequenceErase", 11, Sequences::erase),
          onnx("SequenceInsert", 11, Sequences::insert),
          onnx("SequenceLength", 11, Sequences::length),
          onnx("SequenceMap", 17, Sequences::map),
          onnx("Shape", 1, Shapes::shape),
          onnx("Shrink", 9, Elementwises.unary(UnaryFunction.SHRINK, 0, 0.5)),
          onnx("Sigmoid", 1, Elementwises.unary(UnaryFunction.SIGMOID)),
          onnx("Sign", 9, Elementwises.unary(UnaryFunction.SIGN)),
          onnx("Sin", 7, Elementwises.unary(UnaryFunction.SIN)),
          onnx("Sinh", 9, Elementwises.unary(UnaryFunction.SINH)),
          onnx("Size", 1, Shapes::size),
          onnx("Slice", 1, Indexing::slice),
          onnx("Softmax", 1, Normalizations::softmax),
          onnx("SoftmaxCrossEntropyLoss", 12, Losses::crossEntropy),
          onnx("Softplus", 1, Elementwises.unary(UnaryFunction.SOFTPLUS)),
          onnx("Softsign", 1, Elementwises.unary(UnaryFunction.SOFTSIGN)),
          onnx("SpaceToDepth", 1, Moves::spaceToDepth),
          onnx("Split", 1, Indexing::split),
          onnx("SplitToSequence", 11, Sequences::split),
          onnx("Sqrt", 1, Elementwises.unary(UnaryFunction.SQRT)),
          onnx("Squeeze", 1, Moves::squeeze),
          onnx("STFT", 17, Signals::stft),
          onnx("Sub", 1, Elementwises.binary(BinaryFunction.SUB)),
          onnx("Sum", 1, Elementwises.variadic(BinaryFunction.ADD, false)),
          onnx("SwiGLU", 28, Gates::swiGlu),
          onnx("Swish", 24, Elementwises.unary(UnaryFunction.SWISH, 1)),
          onnx("Tan", 7, Elementwises.unary(UnaryFunction.TAN)),
          onnx("Tanh", 1, Elementwises.unary(UnaryFunction.TANH)),
          onnx("TensorScatter", 24, Gates::tensorScatter),
          onnx("TfIdfVectorizer", 9, Ngrams::read),
          onnx("ThresholdedRelu", 10, Elementwises.unary(UnaryFunction.THRESHOLDED_RELU, 1)),
          onnx("Tile", 1, Moves::tile),
          onnx("TopK", 1, Reductions::topK),
          onnx("Transpose", 1, Moves::transpose),
          onnx("Trilu", 14, Indexing::trilu),
          onnx("Unique", 11, Uniques::read),
          onnx("Unsqueeze", 1, Moves::unsqueeze),
          onnx("Upsample", 1, Resizes::upsample),
          onnx("Where", 9, Elementwises::where),
          onnx("Xor", 1, Elementwises.binary(BinaryFunction.XOR)),
          learned("ArrayFeatureExtractor", LearnedFeatures::extract),
          learned("Binarizer", LearnedFeatures::binarize),
          learned("LabelEncoder", LabelEncoders::read),
          learned("LinearRegressor", LearnedFeatures::regress),
          learned("Normalizer", LearnedFeatures::normalize),
          learned("Scaler", LearnedFeatures::scale),
          preview("FlexAttention", Attentions::flex),
          qonnx("BipolarQuant", Qonnx::bipolar),
          qonnx("Quant", Qonnx::quant),
          qonnx("Trunc", Qonnx::trunc),
          cinch("Accumulate", CinchOps::accumulate),
          cinch("Aggregate", CinchOps::aggregate),
          cinch("ArgExtreme", CinchOps::argExtreme),
          cinch("Binary", CinchOps::binary),
          cinch("BitCast", CinchDomain::bitCast),
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

  private static OnnxOp onnx(String name, long since, OnnxOp.Reader reader) {
    return new OnnxOp("", name, since, reader);
  }

  private static OnnxOp learned(String name, OnnxOp.Reader reader) {
    return new OnnxOp(LEARNED, name, 1, reader);
  }

  private static OnnxOp preview(String name, OnnxOp.Reader reader) {
    return new OnnxOp(PREVIEW, name, 1, reader);
  }

  private static OnnxOp qonnx(String name, OnnxOp.Reader reader) {
    return new OnnxOp(QONNX, name, 1, reader);
  }

  private static OnnxOp cinch(String name, OnnxOp.Reader reader) {
    return new OnnxOp(CINCH, name, 1, reader);
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
