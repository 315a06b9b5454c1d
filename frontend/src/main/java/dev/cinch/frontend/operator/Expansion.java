// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Writes an operator of ONNX in the graph's operators, step by step, each named after the layer.
 * Arithmetic is ONNX's: operands of one format, integers wrapping around.
 */
final class Expansion {

  private final Call call;

  Expansion(Call call) {
    this.call = call;
  }

  TensorType type(Value x) {
    return call.scope().type(x);
  }

  Shape shape(Value x) {
    return type(x).shape();
  }

  int rank(Value x) {
    return shape(x).rank();
  }

  /** One of several results of the node. */
  static Operand part(Value x) {
    return new Operand.Computed(x);
  }

  /** The result of the node, which takes the name of the layer. */
  Operand give(Value x) {
    return new Operand.Computed(call.scope().finish(x, call.origin()));
  }

  private Value step(Op op, Value... in) {
    return call.step(op.name().toLowerCase(Locale.ROOT), op, in);
  }

  Value unary(UnaryFunction function, Value x) {
    return call.step(function.name().toLowerCase(Locale.ROOT), Unary.of(function), x);
  }

  Value binary(BinaryFunction function, Value a, Value b) {
    String name = function.name().toLowerCase(Locale.ROOT);
    boolean real = type(a).isFloat();
    Op op =
        real && function == BinaryFunction.ADD
            ? new Add()
            : real && function == BinaryFunction.MUL ? new Multiply() : new Binary(function);
    return call.step(name, op, a, b);
  }

  Value add(Value a, Value b) {
    return binary(BinaryFunction.ADD, a, b);
  }

  Value sub(Value a, Value b) {
    return binary(BinaryFunction.SUB, a, b);
  }

  Value mul(Value a, Value b) {
    return binary(BinaryFunction.MUL, a, b);
  }

  Value div(Value a, Value b) {
    return binary(BinaryFunction.DIV, a, b);
  }

  Value max(Value a, Value b) {
    return binary(BinaryFunction.MAX, a, b);
  }

  Value min(Value a, Value b) {
    return binary(BinaryFunction.MIN, a, b);
  }

  /** A number of the format of another value, as a scalar. */
  Value scalar(double number, Value like) {
    return scalar(number, type(like).number());
  }

  Value scalar(double number, NumberType format) {
    return filled(number, new TensorType(format, Shape.of()));
  }

  /** A constant of one number. */
  Value filled(double number, TensorType type) {
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      if (type.isFloat()) {
        out.setValue(i, number);
      } else {
        out.setRaw(i, (long) number);
      }
    }
    return constant(out.finish());
  }

  Value constant(Tensor tensor) {
    return call.constant(call.name() + "_value", tensor);
  }

  Value integers(long... numbers) {
    return constant(Tensor.ofRaws(new TensorType(Fixed.INT64, Shape.of(numbers.length)), numbers));
  }

  /** To another format as ONNX's Cast does, without a step where it is the same. */
  Value cast(Value x, NumberType to) {
    return type(x).number().equals(to) ? x : Casts.convert(call, x, to);
  }

  /** To integers, rounded to nearest even and saturated. */
  Value quantize(Value x, Fixed to) {
    return step(new Cast(to, Rounding.HALF_EVEN, Overflow.SATURATE), x);
  }

  Value toFloat(Value x, FloatType to) {
    return cast(x, to);
  }

  Value select(Value condition, Value a, Value b) {
    return step(new Select(), condition, a, b);
  }

  Value reshape(Value x, long... dims) {
    return reshape(x, Shape.of(dims));
  }

  Value reshape(Value x, Shape shape) {
    return shape(x).equals(shape) ? x : step(new Reshape(shape), x);
  }

  Value expand(Value x, Shape shape) {
    return shape(x).equals(shape) ? x : step(new Expand(shape), x);
  }

  Value transpose(Value x, Integer... permutation) {
    return step(new Transpose(List.of(permutation)), x);
  }

  Value transpose(Value x, List<Integer> permutation) {
    boolean same = permutation.equals(IntStream.range(0, permutation.size()).boxed().toList());
    return same ? x : step(new Transpose(permutation), x);
  }

  Value concat(int axis, List<Value> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : step(new Concat(axis), parts.toArray(Value[]::new));
  }

  /** With zeros behind the numbers along each axis. */
  Value padded(Value x, List<Long> ends) {
    return padded(x, Collections.nCopies(ends.size(), 0L), ends);
  }

  /** With zeros before and behind the numbers along each axis. */
  Value padded(Value x, List<Long> begins, List<Long> ends) {
    return step(new Pad(Pad.Mode.CONSTANT, begins, ends), x, scalar(0, x));
  }

  /** Numbers {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
  Value slice(Value x, int axis, long from, long to) {
    List<Long> starts = new ArrayList<>(Collections.nCopies(rank(x), 0L));
    starts.set(axis, from);
    Shape shape = shape(x).with(axis, to - from);
    return shape.equals(shape(x))
        ? x
        : step(new Slice(starts, Collections.nCopies(rank(x), 1L), shape), x);
  }

  /** The numbers in reverse order along an axis. */
  Value reversed(Value x, int axis) {
    List<Long> starts = new ArrayList<>(Collections.nCopies(rank(x), 0L));
    List<Long> steps = new ArrayList<>(Collections.nCopies(rank(x), 1L));
    starts.set(axis, Math.max(0, shape(x).dim(axis) - 1));
    steps.set(axis, -1L);
    return step(new Slice(starts, steps, shape(x)), x);
  }

  /** Aggregated along axes, which keep the extent 1. */
  Value aggregate(Aggregation by, Value x, List<Integer> axes) {
    return axes.isEmpty() && by != Aggregation.L1 && by != Aggregation.L2
        ? x
        : step(new Aggregate(by, axes), x);
  }

  Value mean(Value x, List<Integer> axes) {
    return step(new Aggregate(Aggregation.MEAN, axes), x);
  }

  Value sum(Value x, List<Integer> axes) {
    return step(new Aggregate(Aggregation.SUM, axes), x);
  }

  /** Matrix product; integers exact and then wrapped into the operands' format. */
  Value matMul(Value a, Value b) {
    return step(new MatMul(), a, b);
  }

  /** All axes from one on. */
  static List<Integer> axes(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** Extents of a shape in part. */
  static long[] dims(Shape shape, int from, int to) {
    return LongStream.of(shape.dims()).skip(from).limit(Math.max(0, to - from)).toArray();
  }
}
