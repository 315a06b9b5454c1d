// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.List;

/** Operators of ONNX's domain {@code ai.onnx.ml} on features that are numbers. */
final class LearnedFeatures {

  /** Norms below this are taken for this. */
  private static final double LEAST_NORM = 1e-30;

  private LearnedFeatures() {}

  /** ArrayFeatureExtractor: features, which are along the last axis, by their indices. */
  static Operand extract(Call call) {
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    if (shape.rank() == 0) {
      throw new TypeException("features of a scalar");
    }
    Value rows = shape.rank() == 1 ? out.reshape(x, 1, shape.dim(0)) : x;
    Value indices = out.reshape(call.in(1), call.shape(1).size());
    return call.give(new Gather(out.rank(rows) - 1), rows, indices);
  }

  /** Binarizer: 1 above a threshold, else 0. */
  static Operand binarize(Call call) {
    float threshold = call.attributes().real("threshold", 0);
    Value x = call.in(0);
    Expansion out = new Expansion(call);
    Value above =
        call.type(0).isFloat()
            ? out.binary(BinaryFunction.GREATER, x, out.scalar(threshold, x))
            : out.binary(BinaryFunction.GREATER, x, out.scalar(Math.floor(threshold), x));
    return out.give(out.select(above, out.scalar(1, x), out.scalar(0, x)));
  }

  /** Scaler: less an offset, times a scale, each of all features or of each. */
  static Operand scale(Call call) {
    List<Float> offset = call.attributes().reals("offset").orElse(List.of());
    List<Float> scale = call.attributes().reals("scale").orElse(List.of());
    Expansion out = new Expansion(call);
    Value x = out.cast(call.in(0), FloatType.F32);
    Value moved = offset.isEmpty() ? x : out.sub(x, features(out, x, offset));
    Value scaled = scale.isEmpty() ? moved : out.mul(moved, features(out, x, scale));
    return scaled.equals(call.in(0)) ? call.operand(0) : out.give(scaled);
  }

  private static Value features(Expansion out, Value x, List<Float> numbers) {
    long count = out.rank(x) == 0 ? 1 : out.shape(x).dim(-1);
    if (numbers.size() != 1 && numbers.size() != count) {
      throw new TypeException(numbers.size() + " numbers for " + count + " features");
    }
    Shape shape = Shape.of(numbers.size());
    return out.constant(Tables.reals(FloatType.F32, shape, i -> numbers.get((int) i)));
  }

  /** Normalizer: each row divided by its greatest magnitude, or its norm. */
  static Operand normalize(Call call) {
    String norm = call.attributes().text("norm", "MAX");
    Expansion out = new Expansion(call);
    Value x = out.cast(call.in(0), FloatType.F32);
    int rank = out.rank(x);
    if (rank != 1 && rank != 2) {
      throw new TypeException("rows of [" + out.shape(x) + "]");
    }
    List<Integer> along = List.of(rank - 1);
    Value size =
        switch (norm) {
          case "MAX" -> out.aggregate(Aggregation.MAX, out.unary(UnaryFunction.ABS, x), along);
          case "L1" -> out.aggregate(Aggregation.L1, x, along);
          case "L2" -> out.aggregate(Aggregation.L2, x, along);
          default ->
              throw new Refusal(
                  "onnx.attribute.unsupported", "norm = \"" + norm + "\" is not known", "");
        };
    return out.give(out.div(x, out.max(size, out.scalar(LEAST_NORM, size))));
  }

  /** LinearRegressor: products of features and coefficients, one row of them for each target. */
  static Operand regress(Call call) {
    Attributes attributes = call.attributes();
    String transform = attributes.text("post_transform", "NONE");
    long targets = attributes.integer("targets", 1);
    List<Float> coefficients = attributes.reals("coefficients").orElse(List.of());
    List<Float> intercepts = attributes.reals("intercepts").orElse(List.of());
    Expansion out = new Expansion(call);
    Value x = out.cast(call.in(0), FloatType.F32);
    Shape shape = out.shape(x);
    if (shape.rank() != 2 || coefficients.size() != targets * shape.dim(1)) {
      throw new TypeException(
          "%d coefficients of %d targets for [%s]".formatted(coefficients.size(), targets, shape));
    }
    if (!intercepts.isEmpty() && intercepts.size() != targets) {
      throw new TypeException(intercepts.size() + " intercepts for " + targets + " targets");
    }
    long features = shape.dim(1);
    Value matrix =
        out.constant(
            Tables.reals(
                FloatType.F32,
                Shape.of(features, targets),
                i -> coefficients.get((int) (i % targets * features + i / targets))));
    Value products = out.matMul(x, matrix);
    Value sums =
        intercepts.isEmpty()
            ? products
            : out.add(
                products,
                out.constant(
                    Tables.reals(FloatType.F32, Shape.of(targets), i -> intercepts.get((int) i))));
    return switch (transform) {
      case "NONE" -> out.give(sums);
      case "LOGISTIC" -> out.give(out.unary(UnaryFunction.SIGMOID, sums));
      case "SOFTMAX" -> call.give(new Softmax(1), sums);
      default ->
          throw new Refusal(
              "onnx.attribute.unsupported",
              "post_transform = \"" + transform + "\" is not supported",
              "");
    };
  }
}
