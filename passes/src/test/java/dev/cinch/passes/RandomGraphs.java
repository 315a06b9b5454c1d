// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
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
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small random networks of everything that rules look for, each from a seed. */
public final class RandomGraphs {

  private static final List<Integer> TO_NHWC = List.of(0, 2, 3, 1);
  private static final List<Integer> TO_NCHW = List.of(0, 3, 1, 2);

  private final Random random;
  private final GraphBuilder out;
  private final List<Value> values = new ArrayList<>();

  private RandomGraphs(long seed) {
    this.random = new Random(seed);
    this.out = new GraphBuilder("random" + seed);
  }

  /** The network of a seed: one input [1,c,4,4], up to four outputs, no softmax. */
  public static Graph of(long seed) {
    return new RandomGraphs(seed).graph();
  }

  /** Inputs for a network. */
  public static List<Tensor> inputs(Graph graph, long seed) {
    Random random = new Random(seed);
    return graph.inputs().stream().map(node -> tensor(node.type().shape(), random, 1)).toList();
  }

  private static Tensor tensor(Shape shape, Random random, float size) {
    float[] numbers = new float[(int) shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian() * size;
    }
    return Tensor.ofFloats(shape, numbers);
  }

  private Graph graph() {
    values.add(out.input("x", TensorType.f32(1, 1 + random.nextInt(3), 4, 4)));
    add(new Conv(Window.of(1, 1), 1), values.get(0), weight(3, channels(values.get(0)), 1, 1));
    int steps = 6 + random.nextInt(14);
    for (int step = 0; step < steps; step++) {
      Value x = values.get(Math.max(0, values.size() - 1 - random.nextInt(3)));
      if (shape(x).rank() == 4) {
        plane(x);
      } else {
        row(x);
      }
    }
    int outputs = 1 + random.nextInt(2);
    for (int i = 0; i < outputs; i++) {
      out.output("y" + i, values.get(values.size() - 1 - i));
    }
    return out.build();
  }

  private void plane(Value x) {
    Shape shape = shape(x);
    long c = shape.dim(1);
    Window square = Window.of(2, 2);
    switch (random.nextInt(14)) {
      case 0, 1 -> add(new Conv(square.withPads(1, 1), 1), x, weight(2, c, 2, 2));
      case 2 -> add(new Conv(Window.of(1, 1), 1), x, weight(3, c, 1, 1), numbers(3));
      case 3 -> either(new Add(), x, numbers(c, 1, 1));
      case 4 -> either(new Multiply(), x, numbers(1, c, 1, 1));
      case 5 -> either(new Add(), x, constant(Shape.of(1), random.nextBoolean() ? 0 : 1));
      case 6 -> either(new Multiply(), x, constant(Shape.of(), 1));
      case 7 -> add(new BatchNorm(0.1f), x, numbers(c), numbers(c), numbers(c), positives(c));
      case 8 -> add(new Relu(), x);
      case 9 -> {
        if (shape.dim(2) > 1 && shape.dim(3) > 1) {
          Op pool = random.nextBoolean() ? new MaxPool(square) : new AveragePool(square, false);
          add(new Relu(), add(pool, x));
        }
      }
      case 10 -> channelsLast(x);
      case 11 -> add(new Concat(1), x, random.nextBoolean() ? x : add(new Relu(), x));
      case 12 -> add(new Add(), x, add(new Relu(), x));
      default -> add(new Reshape(Shape.of(1, shape.size())), x);
    }
  }

  /** As exporters from channels-last frameworks write: out and back, with something between. */
  private void channelsLast(Value x) {
    Value moved = add(new Transpose(TO_NHWC), x);
    if (random.nextBoolean()) {
      moved = either(new Add(), moved, numbers(shape(x).dim(1)));
    }
    if (random.nextBoolean()) {
      moved = add(new Relu(), moved);
    }
    if (random.nextInt(3) == 0) {
      add(new Reshape(Shape.of(1, shape(x).size())), moved);
    } else {
      add(new Transpose(TO_NCHW), moved);
    }
  }

  private void row(Value x) {
    long n = shape(x).dim(1);
    switch (random.nextInt(7)) {
      case 0, 1 -> add(new MatMul(), x, numbers(n, 4));
      case 2 -> either(new Add(), x, numbers(1, n));
      case 3 -> either(new Multiply(), x, numbers(n));
      case 4 -> add(new BatchNorm(0.1f), x, numbers(n), numbers(n), numbers(n), positives(n));
      case 5 -> add(new Relu(), x);
      default -> {
        if (n % 4 == 0) {
          add(new Reshape(Shape.of(1, n / 4, 2, 2)), x);
        }
      }
    }
  }

  private Value either(Op op, Value x, Value constant) {
    return random.nextBoolean() ? add(op, x, constant) : add(op, constant, x);
  }

  private Value add(Op op, Value... in) {
    Value value = out.add(op, List.of(in), Origin.named(op.name() + values.size()));
    values.add(value);
    return value;
  }

  private Value weight(long... dims) {
    Value first = numbers(dims);
    if (random.nextInt(4) != 0) {
      return first;
    }
    return out.add(new Reshape(Shape.of(dims)), List.of(first), Origin.named("reshaped"));
  }

  private Value numbers(long... dims) {
    return out.constant("c", new Dense(tensor(Shape.of(dims), random, 0.7f)));
  }

  private Value positives(long count) {
    float[] numbers = new float[(int) count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 0.5f + random.nextFloat();
    }
    return out.constant("c", new Dense(Tensor.ofFloats(Shape.of(count), numbers)));
  }

  private Value constant(Shape shape, float number) {
    return out.constant("c", new Dense(Tensor.ofFloats(shape, number)));
  }

  private Shape shape(Value value) {
    return out.type(value).shape();
  }

  private long channels(Value value) {
    return shape(value).dim(1);
  }
}
