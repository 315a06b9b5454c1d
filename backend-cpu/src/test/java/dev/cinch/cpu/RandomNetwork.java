// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** A random network: convolutions, pools and element-wise nodes, then a matrix product. */
final class RandomNetwork {

  private final Random random;
  private final RandomTensors tensors;
  private final boolean integers;
  private final boolean wide;
  private final GraphBuilder graph;

  private RandomNetwork(long seed, boolean integers, boolean wide) {
    this.random = new Random(seed);
    this.tensors = new RandomTensors(random);
    this.integers = integers;
    this.wide = wide;
    this.graph = new GraphBuilder("seed_" + seed);
  }

  /** A float network, or an integer network between casts. */
  static Graph of(long seed, boolean integers) {
    return new RandomNetwork(seed, integers, false).build();
  }

  /** A network whose planes and layers are larger than the tiles of kernels. */
  static Graph wide(long seed, boolean integers) {
    return new RandomNetwork(seed, integers, true).build();
  }

  private Graph build() {
    int size = wide ? 10 : 1;
    long[] dims = {
      1 + random.nextInt(wide ? 9 : 2),
      2L * (1 + random.nextInt(3)),
      5 + random.nextInt(3 * size),
      4 + random.nextInt(6 * size)
    };
    Value x = graph.input("x", TensorType.f32(dims));
    if (integers) {
      x = add(cast(format()), x);
    }
    for (int layer = 0; layer < 4; layer++) {
      x = layer(x);
      if (integers) {
        x = add(cast(format()), x);
      }
    }
    Shape shape = graph.type(x).shape();
    x = add(new Reshape(Shape.of(shape.dim(0), shape.size(1, shape.rank()))), x);
    x = product(x);
    if (integers) {
      x = add(Cast.toFloat(FloatType.F32), x);
    }
    graph.output("y", add(new Softmax(1), x));
    return graph.build();
  }

  private Value layer(Value x) {
    Shape shape = graph.type(x).shape();
    return switch (random.nextInt(7)) {
      case 0, 1 -> convolution(x);
      case 2 -> add(new MaxPool(window(shape)), x);
      case 3 ->
          add(
              integers || random.nextBoolean()
                  ? new SumPool(window(shape))
                  : new AveragePool(window(shape), random.nextBoolean()),
              x);
      case 4 -> add(new Relu(), x);
      case 5 -> add(new Transpose(List.of(0, 1, 3, 2)), add(new Concat(1), x, x));
      default -> pair(x, shape);
    };
  }

  private Value pair(Value x, Shape shape) {
    boolean sum = random.nextBoolean();
    Shape channel = Shape.of(shape.dim(1), 1, 1);
    TensorType type = graph.type(x).with(channel);
    if (integers && !sum) {
      type = type.with(new Fixed(random.nextBoolean(), 6, 3));
    }
    Value other = graph.constant("scale", tensors.weight(type));
    return add(sum ? new Add() : new Multiply(), x, other);
  }

  private Value convolution(Value x) {
    Shape shape = graph.type(x).shape();
    long groups = shape.dim(1) % 2 == 0 && random.nextBoolean() ? 2 : 1;
    groups = random.nextInt(4) == 0 ? shape.dim(1) : groups;
    Window window = window(shape);
    long filters = groups * (1L + random.nextInt(wide ? 20 : 6));
    long[] dims =
        LongStream.concat(
                LongStream.of(filters, shape.dim(1) / groups),
                window.kernel().stream().mapToLong(Long::longValue))
            .toArray();
    return contraction(new Conv(window, groups), x, Shape.of(dims), filters);
  }

  private Value product(Value x) {
    long columns = 1L + random.nextInt(wide ? 200 : 40);
    return contraction(new MatMul(), x, Shape.of(graph.type(x).shape().dim(-1), columns), columns);
  }

  private Value contraction(Op op, Value x, Shape weights, long outputs) {
    TensorType type = graph.type(x).with(weights);
    TensorType bias = TensorType.f32(outputs);
    if (integers) {
      Fixed w = new Fixed(random.nextInt(4) > 0, 4 + random.nextInt(13), random.nextInt(9));
      type = type.with(w);
      bias =
          new TensorType(
              new Fixed(
                  true, 12 + random.nextInt(8), w.fraction() + graph.type(x).fixed().fraction()),
              Shape.of(outputs));
    }
    Value w = graph.constant("w", tensors.weight(type));
    return random.nextBoolean()
        ? add(op, x, w)
        : add(op, x, w, graph.constant("bias", tensors.weight(bias)));
  }

  private Window window(Shape shape) {
    long tall = 1L + random.nextInt((int) Math.min(3, shape.dim(2)));
    long wide = 1L + random.nextInt((int) Math.min(3, shape.dim(3)));
    List<Long> strides = List.of(1L + random.nextInt(2), 1L + random.nextInt(3));
    boolean loose = 2 * (tall - 1) < shape.dim(2) && 2 * (wide - 1) < shape.dim(3);
    List<Long> dilations = Collections.nCopies(2, loose && random.nextInt(3) == 0 ? 2L : 1L);
    List<Long> begin = List.of((long) random.nextInt((int) tall), 0L);
    List<Long> end = List.of(0L, (long) random.nextInt((int) wide));
    return new Window(List.of(tall, wide), strides, dilations, begin, end);
  }

  private Fixed format() {
    return new Fixed(random.nextInt(3) > 0, 2 + random.nextInt(9), random.nextInt(7) - 1);
  }

  private Cast cast(Fixed to) {
    Rounding[] roundings = Rounding.values();
    Overflow overflow = random.nextInt(4) == 0 ? Overflow.WRAP : Overflow.SATURATE;
    return new Cast(to, roundings[random.nextInt(roundings.length)], overflow);
  }

  private Value add(Op op, Value... in) {
    return graph.add(op, List.of(in), Origin.NONE);
  }
}
