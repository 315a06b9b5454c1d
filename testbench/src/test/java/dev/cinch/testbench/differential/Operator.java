// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import java.util.List;

/**
 * Operators of random models: how many values they take, how many settings each parameter has, how
 * close ONNX Runtime is to be, and how they are written.
 */
enum Operator {
  CONV(1, Closeness.SUM, Layers::convolution, 9, 4, 4, 3, 3, 3, 3, 3, 2, 4),
  CONV_TRANSPOSE(1, Closeness.SUM, Layers::transposedConvolution, 6, 4, 3, 2, 2),
  MAT_MUL(1, Closeness.SUM, Layers::product, 9, 4, 2),
  GEMM(1, Closeness.SUM, Layers::gemm, 9, 2, 4, 4, 2),
  PRODUCT(2, Closeness.SUM, Layers::productOfValues),
  MAX_POOL(1, Closeness.SAME, call -> Layers.pool(call, "MaxPool"), 4, 4, 3, 3, 3, 3, 2),
  AVERAGE_POOL(1, Closeness.SUM, call -> Layers.pool(call, "AveragePool"), 4, 4, 3, 3, 3, 3, 2, 2),
  GLOBAL_MAX_POOL(1, Closeness.SAME, call -> Layers.globalPool(call, "GlobalMaxPool")),
  GLOBAL_AVERAGE_POOL(1, Closeness.SUM, call -> Layers.globalPool(call, "GlobalAveragePool")),
  LSTM(1, Closeness.STATES, call -> Recurrences.layer(call, "LSTM", 4), 7, 3, 2, 2, 2, 2, 2, 2, 2),
  GRU(1, Closeness.STATES, call -> Recurrences.layer(call, "GRU", 3), 7, 3, 2, 2, 2, 2, 2, 2),
  RNN(1, Closeness.STATES, call -> Recurrences.layer(call, "RNN", 1), 7, 3, 2, 1, 2, 2, 2, 2),
  BATCH_NORMALIZATION(1, Closeness.CANCELLING, Layers::batchNormalization),
  INSTANCE_NORMALIZATION(1, Closeness.CANCELLING, Layers::instanceNormalization),
  LAYER_NORMALIZATION(1, Closeness.CANCELLING, Layers::layerNormalization),
  SOFTMAX(1, Closeness.NEAR, call -> Functions.alongAxis(call, "Softmax"), 5),
  LOG_SOFTMAX(1, Closeness.CANCELLING, call -> Functions.alongAxis(call, "LogSoftmax"), 5),
  RELU(1, Closeness.SAME, call -> Functions.unary(call, "Relu")),
  CLIP(1, Closeness.SAME, Functions::clip, 3, 3),
  ABS(1, Closeness.SAME, call -> Functions.unary(call, "Abs")),
  NEG(1, Closeness.SAME, call -> Functions.unary(call, "Neg")),
  SIGN(1, Closeness.SAME, call -> Functions.unary(call, "Sign")),
  FLOOR(1, Closeness.SAME, call -> Functions.unary(call, "Floor")),
  CEIL(1, Closeness.SAME, call -> Functions.unary(call, "Ceil")),
  ROUND(1, Closeness.SAME, call -> Functions.unary(call, "Round")),
  SQRT(1, Closeness.NEAR, call -> Functions.unary(call, "Sqrt")),
  RECIPROCAL(1, Closeness.NEAR, call -> Functions.unary(call, "Reciprocal")),
  EXP(1, Closeness.NEAR, call -> Functions.unary(call, "Exp")),
  LOG(1, Closeness.NEAR, call -> Functions.unary(call, "Log")),
  ERF(1, Closeness.NEAR, call -> Functions.unary(call, "Erf")),
  SIGMOID(1, Closeness.NEAR, call -> Functions.unary(call, "Sigmoid")),
  TANH(1, Closeness.NEAR, call -> Functions.unary(call, "Tanh")),
  SOFTPLUS(1, Closeness.NEAR, call -> Functions.unary(call, "Softplus")),
  SOFTSIGN(1, Closeness.NEAR, call -> Functions.unary(call, "Softsign")),
  ELU(1, Closeness.NEAR, call -> Functions.unary(call, "Elu")),
  SELU(1, Closeness.NEAR, call -> Functions.unary(call, "Selu")),
  LEAKY_RELU(1, Closeness.NEAR, call -> Functions.unary(call, "LeakyRelu")),
  HARD_SIGMOID(1, Closeness.NEAR, call -> Functions.unary(call, "HardSigmoid")),
  HARD_SWISH(1, Closeness.NEAR, call -> Functions.unary(call, "HardSwish")),
  GELU(1, Closeness.CANCELLING, call -> Functions.unary(call, "Gelu")),
  ADD(2, Closeness.SAME, call -> Functions.binary(call, "Add")),
  SUB(2, Closeness.SAME, call -> Functions.binary(call, "Sub")),
  MUL(2, Closeness.SAME, call -> Functions.binary(call, "Mul")),
  DIV(2, Closeness.SAME, call -> Functions.binary(call, "Div")),
  MAX(2, Closeness.SAME, call -> Functions.binary(call, "Max")),
  MIN(2, Closeness.SAME, call -> Functions.binary(call, "Min")),
  ADD_CONSTANT(1, Closeness.SAME, call -> Functions.withConstant(call, "Add"), 4),
  SUB_CONSTANT(1, Closeness.SAME, call -> Functions.withConstant(call, "Sub"), 4),
  MUL_CONSTANT(1, Closeness.SAME, call -> Functions.withConstant(call, "Mul"), 4),
  DIV_CONSTANT(1, Closeness.SAME, call -> Functions.withConstant(call, "Div"), 4),
  MAX_CONSTANT(1, Closeness.SAME, call -> Functions.withConstant(call, "Max"), 4),
  MIN_CONSTANT(1, Closeness.SAME, call -> Functions.withConstant(call, "Min"), 4),
  PRELU(1, Closeness.SAME, call -> Functions.withConstant(call, "PRelu"), 3),
  WHERE(2, Closeness.SAME, Functions::where, 3),
  COMPARE(2, Closeness.SAME, Functions::compare, 5),
  REDUCE_SUM(1, Closeness.SUM, call -> Functions.reduce(call, "ReduceSum"), 5, 2, 2),
  REDUCE_MEAN(1, Closeness.SUM, call -> Functions.reduce(call, "ReduceMean"), 5, 2, 2),
  REDUCE_MAX(1, Closeness.SAME, call -> Functions.reduce(call, "ReduceMax"), 5, 2, 2),
  REDUCE_MIN(1, Closeness.SAME, call -> Functions.reduce(call, "ReduceMin"), 5, 2, 2),
  REDUCE_L1(1, Closeness.SUM, call -> Functions.reduce(call, "ReduceL1"), 5, 2, 2),
  REDUCE_L2(1, Closeness.NEAR, call -> Functions.reduce(call, "ReduceL2"), 5, 2, 2),
  REDUCE_LOG_SUM_EXP(
      1, Closeness.CANCELLING, call -> Functions.reduce(call, "ReduceLogSumExp"), 5, 2, 2),
  ARG_MAX(1, Closeness.SAME, Functions::argMax, 5, 2),
  CUM_SUM(1, Closeness.SUM, Functions::cumulativeSum, 5, 2, 2),
  QUANTIZE(1, Closeness.SAME, Functions::quantize, 3),
  CONCAT(2, Closeness.SAME, Moved::concatenation, 5),
  TRANSPOSE(1, Closeness.SAME, Moved::transpose, 5, 2),
  RESHAPE(1, Closeness.SAME, Moved::reshape, 5, 4),
  PAD(1, Closeness.SAME, Moved::pad, 5, 3, 3, 4),
  SLICE(1, Closeness.SAME, Moved::slice, 5, 4, 4, 3, 2),
  GATHER(1, Closeness.SAME, Moved::gather, 5, 4),
  TILE(1, Closeness.SAME, Moved::tile, 5, 3),
  EXPAND(1, Closeness.SAME, Moved::expand, 3);

  private final int operands;
  private final Closeness closeness;
  private final Writer writer;
  private final List<Integer> settings;

  Operator(int operands, Closeness closeness, Writer writer, Integer... settings) {
    this.operands = operands;
    this.closeness = closeness;
    this.writer = writer;
    this.settings = List.of(settings);
  }

  /** How close two computations of an operator in single precision are to be. */
  enum Closeness {
    /** Each number: there is one rounding at most. */
    SAME,
    /** A share of the sum of the terms' magnitudes. */
    SUM,
    /** A share of each number. */
    NEAR,
    /** About 1, as states of recurrent layers are. */
    STATES,
    /** A share of the greatest number: terms of that size cancel out. */
    CANCELLING
  }

  /** Writes a step and gives the extents of its result. */
  interface Writer {
    List<Long> write(Call call);
  }

  int operands() {
    return operands;
  }

  Closeness closeness() {
    return closeness;
  }

  /** How many settings each parameter has. */
  List<Integer> settings() {
    return settings;
  }

  List<Long> write(Call call) {
    return writer.write(call);
  }
}
