// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Normalization by statistics of the operand itself. */
final class Statistics {

  private static final float EPSILON = 1e-5f;
  private static final float MVN_EPSILON = 1e-9f;
  private static final long SCALE_FOR_EACH_CHANNEL = 21;

  private Statistics() {}

  /**
   * LayerNormalization (Ba, Kiros, Hinton 2016): {@code (x - mean) / sqrt(variance + epsilon) *
   * scale + bias} over the axes from {@code axis} on; further results are the mean and one by the
   * standard deviation.
   */
  static Operand layer(Call call) {
    float epsilon = call.attributes().real("epsilon", EPSILON);
    long stated = call.attributes().integer("axis", -1);
    NumberType stash = stash(call);
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    NumberType number = call.type(0).number();
    int rank = out.rank(x);
    List<Integer> axes = Expansion.axes(Axes.within(stated, rank, false), rank);
    Value wide = out.cast(x, stash);
    Value mean = out.mean(wide, axes);
    Value centred = out.sub(wide, mean);
    Value variance = out.mean(out.mul(centred, centred), axes);
    Value inverse = inverseDeviation(out, variance, epsilon);
    Value normal = out.cast(out.mul(centred, inverse), number);
    Value scaled = out.mul(normal, call.in(1));
    Value shifted = call.has(2) ? out.add(scaled, call.in(2)) : scaled;
    return Operand.Several.of(out.give(shifted), Expansion.part(mean), Expansion.part(inverse));
  }

  /**
   * RMSNormalization (Zhang, Sennrich 2019): {@code x / sqrt(mean of squares + epsilon) * scale}.
   */
  static Operand rootMeanSquare(Call call) {
    float epsilon = call.attributes().real("epsilon", EPSILON);
    long stated = call.attributes().integer("axis", -1);
    NumberType stash = stash(call);
    Expansion out = new Expansion(call);
    NumberType number = call.type(0).number();
    Value wide = out.cast(call.in(0), stash);
    int rank = out.rank(wide);
    List<Integer> axes = Expansion.axes(Axes.within(stated, rank, false), rank);
    Value squares = out.mean(out.mul(wide, wide), axes);
    Value normal = out.mul(wide, inverseDeviation(out, squares, epsilon));
    return out.give(out.mul(out.cast(normal, number), out.cast(call.in(1), number)));
  }

  /** The format in which statistics are taken. */
  private static NumberType stash(Call call) {
    long type = call.attributes().integer("stash_type", 1);
    NumberType number = call.type(0).number();
    if (!(number instanceof FloatType)) {
      throw new TypeException("statistics of " + call.type(0));
    }
    NumberType stated =
        ElementType.ofNumber(Math.clamp(type, 0, 1000))
            .flatMap(ElementType::format)
            .filter(FloatType.class::isInstance)
            .orElseThrow(() -> new TypeException("stash_type " + type));
    return number == FloatType.F64 ? number : stated;
  }

  private static Value inverseDeviation(Expansion out, Value variance, float epsilon) {
    Value deviation =
        out.unary(UnaryFunction.SQRT, out.add(variance, out.scalar(epsilon, variance)));
    return out.unary(UnaryFunction.RECIPROCAL, deviation);
  }

  /** InstanceNormalization: each plane by its own mean and variance. */
  static Operand instance(Call call) {
    float epsilon = call.attributes().real("epsilon", EPSILON);
    call.attributes().ignore("consumed_inputs");
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    int rank = out.rank(x);
    if (rank < 3) {
      throw new TypeException("planes of [" + call.shape(0) + "]");
    }
    Value normal = standardized(out, x, Expansion.axes(2, rank), epsilon);
    Value scaled = out.mul(normal, channels(out, call.in(1), rank));
    return out.give(out.add(scaled, channels(out, call.in(2), rank)));
  }

  private static Value standardized(Expansion out, Value x, List<Integer> axes, float epsilon) {
    Value centred = out.sub(x, out.mean(x, axes));
    Value variance = out.mean(out.mul(centred, centred), axes);
    return out.mul(centred, inverseDeviation(out, variance, epsilon));
  }

  /** A number for each channel, aligned with NC and spatial axes. */
  static Value channels(Expansion out, Value x, int rank) {
    long[] dims = new long[rank - 1];
    Arrays.fill(dims, 1);
    dims[0] = out.shape(x).size();
    return out.reshape(x, dims);
  }

  /**
   * GroupNormalization (Wu, He 2018): groups of channels by their mean and variance. Scale and bias
   * are for each group before operator set 21, then for each channel.
   */
  static Operand group(Call call) {
    float epsilon = call.attributes().real("epsilon", EPSILON);
    long groups = call.attributes().integer("num_groups", 0);
    NumberType number = call.type(0).number();
    NumberType stash = call.opset() >= SCALE_FOR_EACH_CHANNEL ? stash(call) : number;
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    if (shape.rank() < 2 || groups < 1 || shape.dim(1) % groups != 0) {
      throw new TypeException(groups + " groups of channels of [" + shape + "]");
    }
    Value grouped =
        out.reshape(
            out.cast(x, stash),
            shape.dim(0),
            groups,
            shape.size() / Math.max(1, shape.dim(0) * groups));
    Value normal = standardized(out, grouped, List.of(2), epsilon);
    if (call.opset() < SCALE_FOR_EACH_CHANNEL) {
      Value scaled = out.mul(normal, channels(out, call.in(1), 3));
      Value shifted = out.add(scaled, channels(out, call.in(2), 3));
      return out.give(out.reshape(shifted, shape));
    }
    Value planes = out.cast(out.reshape(normal, shape), number);
    Value scaled = out.mul(planes, channels(out, call.in(1), shape.rank()));
    return out.give(out.add(scaled, channels(out, call.in(2), shape.rank())));
  }

  /** MeanVarianceNormalization over stated axes, batch and space when none are. */
  static Operand meanVariance(Call call) {
    List<Long> stated = call.attributes().integers("axes").orElse(List.of(0L, 2L, 3L));
    boolean across = call.attributes().flag("across_channels");
    boolean divide = call.attributes().integer("normalize_variance", 1) != 0;
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    int rank = out.rank(x);
    List<Integer> axes =
        across
            ? Expansion.axes(0, rank)
            : stated.stream().map(axis -> Axes.within(axis, rank, false)).toList();
    Value centred = out.sub(x, out.mean(x, axes));
    if (!divide) {
      return out.give(centred);
    }
    Value variance = out.mean(out.mul(centred, centred), axes);
    Value deviation = out.unary(UnaryFunction.SQRT, variance);
    return out.give(out.div(centred, out.add(deviation, out.scalar(MVN_EPSILON, x))));
  }

  /** LpNormalization: by the sum of magnitudes or the root of the sum of squares; 0 stays 0. */
  static Operand norm(Call call) {
    long stated = call.attributes().integer("axis", -1);
    long p = call.attributes().integer("p", 2);
    if (p != 1 && p != 2) {
      throw new TypeException("p = " + p + " is neither 1 nor 2");
    }
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    List<Integer> axis = List.of(Axes.within(stated, out.rank(x), false));
    Value norm = out.aggregate(p == 1 ? Aggregation.L1 : Aggregation.L2, x, axis);
    Value zero = out.scalar(0, x);
    Value isZero = out.binary(BinaryFunction.EQUAL, norm, zero);
    Value divisor = out.select(isZero, out.scalar(1, x), norm);
    return out.give(out.div(x, divisor));
  }

  /**
   * LRN (Krizhevsky et al. 2012): {@code x / (bias + alpha / size * sum of squares of the channels
   * around)^beta}.
   */
  static Operand localResponse(Call call) {
    float alpha = call.attributes().real("alpha", 1e-4f);
    float beta = call.attributes().real("beta", 0.75f);
    float bias = call.attributes().real("bias", 1);
    long size = call.attributes().integer("size", 0);
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    if (shape.rank() < 2 || size < 1) {
      throw new TypeException("size " + size + " for [" + shape + "]");
    }
    Value squares =
        out.reshape(out.mul(x, x), shape.dim(0), 1, shape.dim(1), shape.size(2, shape.rank()));
    Window window =
        new Window(
            List.of(size, 1L),
            List.of(1L, 1L),
            List.of(1L, 1L),
            List.of((size - 1) / 2, 0L),
            List.of(size / 2, 0L));
    Value sums = call.step("around", new SumPool(window), squares);
    Value scaled = out.mul(sums, out.scalar((double) alpha / size, x));
    Value base = out.reshape(out.add(scaled, out.scalar(bias, x)), shape);
    return out.give(out.div(x, out.binary(BinaryFunction.POW, base, out.scalar(beta, x))));
  }

  /** Hardmax: 1 at the first of the greatest, 0 elsewhere, along an axis as softmax has it. */
  static Operand hardmax(Call call) {
    return Normalizations.alongAxis(
        call,
        (out, x, axis) -> {
          Value first = call.step("first", new ArgExtreme(true, axis, false), x);
          long extent = out.shape(x).dim(axis);
          long[] dims = new long[out.rank(x)];
          Arrays.fill(dims, 1);
          dims[axis] = extent;
          Value places = out.reshape(out.integers(LongStream.range(0, extent).toArray()), dims);
          Value hit = out.binary(BinaryFunction.EQUAL, first, places);
          return out.cast(hit, out.type(x).number());
        });
  }

  /**
   * LogSoftmax: x less the logarithm of the sum of exponentials, along an axis as softmax has it.
   */
  static Operand logSoftmax(Call call) {
    return Normalizations.alongAxis(call, (out, x, axis) -> logarithm(out, x, axis));
  }

  /** The logarithm of softmax along an axis. */
  static Value logarithm(Expansion out, Value x, int axis) {
    return out.sub(x, out.aggregate(Aggregation.LOG_SUM_EXP, x, new ArrayList<>(List.of(axis))));
  }
}
