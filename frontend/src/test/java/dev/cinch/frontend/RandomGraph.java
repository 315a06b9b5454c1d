// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
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
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Small random graphs of every operator, number format and kind of name, the same for a seed. */
public final class RandomGraph {

  private static final int STEPS = 12;
  private static final List<String> NAMES =
      List.of(
          "conv", "x", "y", "float", "seq", "inf", "a b", "1.w", "q\"\\", "ü", "x_raw", "y_shape");

  private final Random random;
  private final GraphBuilder builder;
  private final List<Value> values = new ArrayList<>();

  private RandomGraph(long seed) {
    this.random = new Random(seed);
    this.builder = new GraphBuilder(pick(NAMES));
  }

  /** The graph of a seed. */
  public static Graph of(long seed) {
    return new RandomGraph(seed).build();
  }

  private Graph build() {
    int inputs = 1 + random.nextInt(2);
    for (int i = 0; i < inputs; i++) {
      Shape shape = Shape.of(1, 1 + random.nextInt(4), 4, 3 + random.nextInt(3));
      NumberType number = random.nextInt(3) == 0 ? format() : FloatType.F32;
      values.add(builder.input(pick(NAMES), new TensorType(number, shape)));
    }
    for (int step = 0; step < STEPS; step++) {
      try {
        values.add(step(pick(values)));
      } catch (TypeException _) {
        // This operator does not take this value; another will.
      }
    }
    if (values.size() == inputs) {
      values.add(add(Cast.toFloat(FloatType.F32), values.getFirst()));
    }
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    int outputs = 1 + random.nextInt(3);
    for (int i = 0; i < outputs; i++) {
      Value value = values.get(inputs + random.nextInt(values.size() - inputs));
      boolean taken = builder.node(value).in().isEmpty();
      String name = random.nextBoolean() && !taken ? names.get(i) : "out" + i;
      boolean isInput = values.subList(0, inputs).stream().anyMatch(v -> v.name().equals(name));
      builder.output(isInput ? "out" + i : name, value);
    }
    return builder.build();
  }

  private Value step(Value x) {
    TensorType type = builder.type(x);
    Shape shape = type.shape();
    return switch (random.nextInt(22)) {
      case 0 -> add(new Relu(), x);
      case 1 -> add(new Add(), x, x);
      case 2 -> add(new Multiply(), x, constant(type.number(), Shape.of(shape.dim(-1))));
      case 3 -> add(new Cast(format(), pick(Rounding.values()), pick(Overflow.values())), x);
      case 4 -> add(Cast.toFloat(pick(FloatType.values())), x);
      case 5 -> add(new Concat(random.nextInt(shape.rank())), x, x);
      case 6 -> add(new Softmax(random.nextInt(shape.rank())), x);
      case 7 -> add(new Transpose(permutation(shape.rank())), x);
      case 8 -> add(new Reshape(Shape.of(shape.dim(0), shape.size() / shape.dim(0))), x);
      case 9 -> add(new MaxPool(window(shape)), x);
      case 10 -> add(new AveragePool(window(shape), random.nextBoolean()), x);
      case 11 -> add(new SumPool(window(shape)), x);
      case 12 -> batchNorm(x, type);
      case 13 -> matMul(x, type);
      case 14 -> conv(x, type);
      default -> new RandomOps(random, sink()).step(x, type);
    };
  }

  private RandomOps.Sink sink() {
    return new RandomOps.Sink() {
      @Override
      public Value add(Op op, Value... in) {
        return RandomGraph.this.add(op, in);
      }

      @Override
      public Value zeros(TensorType type) {
        return builder.constant(pick(NAMES), new Dense(Tensor.writer(type).finish()));
      }
    };
  }

  private Value add(Op op, Value... in) {
    return builder.add(op, List.of(in), Origin.named(pick(NAMES)));
  }

  private Value batchNorm(Value x, TensorType type) {
    Shape channels = Shape.of(type.shape().dim(1));
    List<Value> in = new ArrayList<>(List.of(x));
    IntStream.range(0, 4).forEach(_ -> in.add(constant(type.number(), channels)));
    return add(new BatchNorm(random.nextFloat()), in.toArray(Value[]::new));
  }

  private Value matMul(Value x, TensorType type) {
    long columns = random.nextLong(1, 4);
    Value w = constant(weightFormat(type.number()), Shape.of(type.shape().dim(-1), columns));
    return random.nextBoolean()
        ? add(new MatMul(), x, w)
        : add(new MatMul(), x, w, bias(type.number(), w, columns));
  }

  private Value conv(Value x, TensorType type) {
    long channels = type.shape().dim(1);
    long groups = random.nextBoolean() ? 1 : channels;
    Window window = window(type.shape());
    long[] dims =
        LongStream.concat(
                LongStream.of(groups * 2, channels / groups),
                window.kernel().stream().mapToLong(Long::longValue))
            .toArray();
    Value w = constant(weightFormat(type.number()), Shape.of(dims));
    Conv conv = new Conv(window, groups);
    return random.nextBoolean()
        ? add(conv, x, w)
        : add(conv, x, w, bias(type.number(), w, groups * 2));
  }

  private Value bias(NumberType x, Value w, long channels) {
    NumberType number = x;
    if (x instanceof Fixed fixed && builder.type(w).number() instanceof Fixed weights) {
      number = new Fixed(true, 20, fixed.fraction() + weights.fraction());
    }
    return constant(number, Shape.of(channels));
  }

  private Window window(Shape shape) {
    int axes = shape.rank() - 2;
    if (axes < 1) {
      throw new TypeException("no window");
    }
    return new Window(
        longs(axes, 1, 2),
        longs(axes, 1, 2),
        longs(axes, 1, 2),
        longs(axes, 0, 1),
        longs(axes, 0, 1));
  }

  private List<Long> longs(int count, int least, int most) {
    return random.ints(count, least, most + 1).mapToObj(Long::valueOf).toList();
  }

  private List<Integer> permutation(int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(axes, random);
    return axes;
  }

  private NumberType format() {
    return switch (random.nextInt(6)) {
      case 0 -> Fixed.INT8;
      case 1 -> new Affine(true, 8, List.of(3), List.of(7), List.of(random.nextInt(3)), 0);
      default -> new Fixed(random.nextBoolean(), 2 + random.nextInt(9), random.nextInt(12) - 2);
    };
  }

  private NumberType weightFormat(NumberType x) {
    return x instanceof Fixed ? new Fixed(true, 2 + random.nextInt(7), random.nextInt(9)) : x;
  }

  private Value constant(NumberType number, Shape shape) {
    TensorWriter out = Tensor.writer(new TensorType(number, shape));
    for (long i = 0; i < shape.size(); i++) {
      if (number instanceof FloatType) {
        out.setValue(i, random.nextInt(4) == 0 ? 0 : random.nextGaussian());
      } else {
        long most = number instanceof Fixed fixed ? Math.min(fixed.max(), 1000) : 100;
        out.setRaw(i, random.nextLong(-1, most) + 1);
      }
    }
    Tensor tensor = out.finish();
    boolean sparse = !(number instanceof Affine) && random.nextBoolean();
    return builder.constant(pick(NAMES), sparse ? Sparse.ofNonZeros(tensor) : new Dense(tensor));
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> T pick(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
