// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.List;
import java.util.Random;

/** A small network around the operators under test, with weights in front of them and behind. */
final class Sketch {

  /** Numbers of an example. */
  static final int INPUTS = 4;

  private final Random random;
  private final GraphBuilder out = new GraphBuilder("net");
  private final Value input;

  Sketch(long seed) {
    this.random = new Random(seed);
    this.input = out.input("x", TensorType.f32(1, INPUTS));
  }

  Value input() {
    return input;
  }

  Random random() {
    return random;
  }

  Shape shape(Value value) {
    return out.type(value).shape();
  }

  Value add(Op op, Value... in) {
    return out.add(op, List.of(in), Origin.named("v"));
  }

  Value named(String name, Op op, Value... in) {
    return out.add(op, List.of(in), Origin.named(name));
  }

  /** A constant of numbers between -1 and 1. */
  Value numbers(String name, long... dims) {
    float[] values = new float[(int) Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return out.constant(name, new Dense(Tensor.ofFloats(Shape.of(dims), values)));
  }

  Value scalar(double number) {
    return out.constant("s", new Dense(Tensor.ofFloats(Shape.of(), (float) number)));
  }

  Value integers(Shape shape, long... numbers) {
    return out.constant("i", new Dense(Tensor.ofRaws(new TensorType(Fixed.INT64, shape), numbers)));
  }

  /** Numbers between -1 and 1 that depend on the input and on weights. */
  Value hidden(long... dims) {
    long size = Shape.of(dims).size();
    Value w = numbers("w", INPUTS, size);
    Value sums = named("hidden", new MatMul(), input, w, numbers("b", size));
    return bounded(add(new Reshape(Shape.of(dims)), sums));
  }

  Value bounded(Value x) {
    return add(Unary.of(UnaryFunction.TANH), x);
  }

  /** The mean of everything. */
  Value whole(Value x) {
    long size = shape(x).size();
    Value flat = add(new Reshape(Shape.of(size)), x);
    return add(new Aggregate(Aggregation.MEAN, List.of(0)), flat);
  }

  /** Ends the network in three classes. */
  Graph classes(Value x) {
    long size = shape(x).size();
    Value flat = add(new Reshape(Shape.of(1, size)), x);
    out.output("y", named("scores", new MatMul(), flat, numbers("last", size, 3)));
    return out.build();
  }
}
