// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.data.Split;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.List;
import java.util.Random;

/** Small networks and examples that they can learn. */
final class Examples {

  private final Random random = new Random(7);
  private final GraphBuilder out = new GraphBuilder("net");

  private Examples() {}

  private Value numbers(String name, double least, long... dims) {
    float[] values = new float[(int) Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (least + random.nextDouble() - 0.5);
    }
    return out.constant(name, new Dense(Tensor.ofFloats(Shape.of(dims), values)));
  }

  /** Every operator that can be trained, in the forms that differ between ONNX and libtorch. */
  static Graph everyOperator() {
    Examples of = new Examples();
    GraphBuilder out = of.out;
    Value x = out.input("x", TensorType.f32(1, 2, 7, 7));
    Value scaled = of.add(new Multiply(), "scaled", x, of.numbers("scale", 1, 1));
    Window uneven =
        new Window(
            List.of(3L, 2L), List.of(2L, 1L), List.of(1L, 2L), List.of(1L, 0L), List.of(0L, 2L));
    Value w = of.numbers("w", 0, 4, 1, 3, 2);
    Value conv = of.add(new Conv(uneven, 2), "conv", scaled, w, of.numbers("b", 0, 4));
    Value normal =
        of.add(
            new BatchNorm(1e-5f),
            "normal",
            conv,
            of.numbers("gamma", 1, 4),
            of.numbers("beta", 0, 4),
            of.numbers("mean", 0, 4),
            of.numbers("variance", 1, 4));
    Value relu = of.add(new Relu(), "relu", normal);
    Window three =
        new Window(
            List.of(2L, 2L), List.of(1L, 2L), List.of(1L, 1L), List.of(1L, 0L), List.of(0L, 1L));
    Value most = of.add(new MaxPool(three), "most", relu);
    Value mean = of.add(new AveragePool(three, false), "mean", relu);
    Value both = of.add(new Concat(1), "both", most, mean);
    Value moved = of.add(new Transpose(List.of(0, 2, 3, 1)), "moved", both);
    long size = out.type(moved).shape().size();
    Value flat = of.add(new Reshape(Shape.of(1, size)), "flat", moved);
    Value fc = of.add(new MatMul(), "fc", flat, of.numbers("v", 0, size, 3), of.numbers("c", 0, 3));
    out.output("y", of.add(new Softmax(1), "softmax", fc));
    return out.build();
  }

  /** A network of one hidden layer. */
  static Graph perceptron(int inputs, int hidden, int classes) {
    Examples of = new Examples();
    Value x = of.out.input("x", TensorType.f32(1, inputs));
    Value first =
        of.add(
            new MatMul(),
            "first",
            x,
            of.numbers("w", 0, inputs, hidden),
            of.numbers("b", 0, hidden));
    Value relu = of.add(new Relu(), "relu", first);
    Value second =
        of.add(
            new MatMul(),
            "second",
            relu,
            of.numbers("v", 0, hidden, classes),
            of.numbers("c", 0, classes));
    of.out.output("y", second);
    return of.out.build();
  }

  private Value add(Op op, String name, Value... in) {
    return out.add(op, List.of(in), Origin.named(name));
  }

  /** Examples whose class is which third of their numbers is largest. */
  static Split split(int count, long seed, long... sample) {
    Random random = new Random(seed);
    int each = (int) Shape.of(sample).size();
    float[] numbers = new float[count * each];
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(3);
      for (int k = 0; k < each; k++) {
        double shift = k * 3 / each == labels[i] ? 0.8 : 0;
        numbers[i * each + k] = (float) (random.nextDouble() - 0.5 + shift);
      }
    }
    long[] dims = new long[sample.length + 1];
    dims[0] = count;
    System.arraycopy(sample, 0, dims, 1, sample.length);
    TensorType type = new TensorType(Fixed.INT64, Shape.of(count));
    return Split.of(
            Tensor.ofFloats(Shape.of(dims), numbers),
            Tensor.ofRaws(type, labels),
            Origin.named("examples"))
        .orThrow();
  }
}
