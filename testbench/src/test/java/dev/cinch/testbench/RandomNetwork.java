// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import java.util.List;
import java.util.SplittableRandom;

/** Makes small integer networks of every shape that an accelerator takes, from a seed. */
final class RandomNetwork {

  private final SplittableRandom random;
  private final GraphBuilder builder;
  private Value at;

  private RandomNetwork(long seed) {
    this.random = new SplittableRandom(seed);
    this.builder = new GraphBuilder("random " + seed);
    Fixed input = activation();
    Value image = builder.input("image", TensorType.f32(1, pick(1, 4), pick(5, 12), pick(5, 12)));
    this.at = builder.add(Cast.requantize(input), List.of(image), Origin.named("quantized"));
  }

  /** The network of a seed. */
  static Graph of(long seed) {
    return new RandomNetwork(seed).build();
  }

  private Graph build() {
    int planes = pick(0, 3);
    for (int i = 0; i < planes; i++) {
      if (random.nextInt(3) == 0) {
        pool("pool" + i);
      } else {
        convolution("conv." + i);
      }
    }
    flatten();
    int layers = pick(1, 3);
    for (int i = 0; i < layers; i++) {
      dense("fc/" + i, i == layers - 1);
    }
    Value real = builder.add(Cast.toFloat(FloatType.F64), List.of(at), Origin.named("real"));
    builder.output("logits", real);
    return builder.build();
  }

  private int pick(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private Shape shape() {
    return builder.type(at).shape();
  }

  private Fixed activation() {
    return new Fixed(random.nextBoolean(), pick(2, 12), pick(-2, 9));
  }

  private void convolution(String name) {
    int channels = (int) shape().dim(1);
    int groups = channels % 2 == 0 && random.nextBoolean() ? 2 : 1;
    int filters = groups * pick(1, 6);
    long kernelH = Math.min(pick(1, 4), shape().dim(2));
    long kernelW = Math.min(pick(1, 4), shape().dim(3));
    long dilation = kernelH * 2 <= shape().dim(2) && kernelW * 2 <= shape().dim(3) ? pick(1, 2) : 1;
    Window window =
        new Window(
            List.of(kernelH, kernelW),
            List.of((long) pick(1, 3), (long) pick(1, 2)),
            List.of(dilation, 1L),
            List.of((long) pick(0, 2), (long) pick(0, 2)),
            List.of((long) pick(0, 2), (long) pick(0, 1)));
    Weight weight = weight(Shape.of(filters, channels / groups, kernelH, kernelW));
    contraction(new Conv(window, groups), name, weight, filters);
    activate(name, false);
  }

  private void pool(String name) {
    long size = Math.min(pick(1, 3), Math.min(shape().dim(2), shape().dim(3)));
    long pad = size > 1 ? pick(0, 1) : 0;
    Window window = Window.of(size, size).withStrides(pick(1, 2), pick(1, 3)).withPads(pad, 0);
    at = builder.add(new MaxPool(window), List.of(at), Origin.named(name));
  }

  private void flatten() {
    if (random.nextInt(3) == 0) {
      at = builder.add(new Transpose(List.of(0, 2, 3, 1)), List.of(at), Origin.named("nhwc"));
    }
    at =
        builder.add(new Reshape(Shape.of(1, shape().size())), List.of(at), Origin.named("flatten"));
  }

  private void dense(String name, boolean last) {
    int outputs = pick(1, 20);
    contraction(new MatMul(), name, weight(Shape.of(shape().dim(1), outputs)), outputs);
    activate(name, last);
  }

  private void contraction(dev.cinch.ir.op.Op op, String name, Weight weight, int outputs) {
    Value w = builder.constant(name + ".w", weight);
    int fraction = builder.type(at).fixed().fraction() + weight.type().fixed().fraction();
    if (random.nextInt(4) == 0) {
      at = builder.add(op, List.of(at, w), Origin.named(name));
      return;
    }
    TensorWriter bias = Tensor.writer(TensorType.fixed(true, 14, fraction, outputs));
    for (int i = 0; i < outputs; i++) {
      bias.setRaw(i, random.nextInt(-5000, 5000));
    }
    Value b = builder.constant(name + ".b", new Dense(bias.finish()));
    at = builder.add(op, List.of(at, w, b), Origin.named(name));
  }

  private void activate(String name, boolean mayStayWide) {
    if (random.nextBoolean()) {
      at = builder.add(new Relu(), List.of(at), Origin.named(name + ".relu"));
    }
    if (mayStayWide && random.nextBoolean()) {
      return;
    }
    Fixed to = new Fixed(random.nextBoolean(), pick(2, 12), pick(-3, 9));
    at = builder.add(Cast.requantize(to), List.of(at), Origin.named(name + ".cast"));
    if (random.nextInt(5) == 0) {
      at = builder.add(new Relu(), List.of(at), Origin.named(name + ".relu2"));
    }
    if (random.nextInt(5) == 0) {
      Cast again = Cast.requantize(activation());
      at = builder.add(again, List.of(at), Origin.named(name + ".cast2"));
    }
  }

  private Weight weight(Shape shape) {
    Fixed number = new Fixed(true, pick(2, 16), pick(0, 9));
    TensorType type = new TensorType(number, shape);
    double density = List.of(0.0, 0.05, 0.3, 1.0).get(random.nextInt(4));
    Positions.Builder kept = Positions.builder(shape.size());
    for (long i = 0; i < shape.size(); i++) {
      if (random.nextDouble() < density) {
        kept.add(i);
      }
    }
    Positions positions = kept.build();
    boolean sparse = random.nextBoolean();
    TensorType stored = sparse ? type.with(Shape.of(positions.count())) : type;
    Values values = random.nextBoolean() ? codebook(stored) : dense(stored);
    return sparse ? new Sparse(type, positions, values) : values;
  }

  private Values dense(TensorType type) {
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      out.setRaw(i, type.fixed().wrap(random.nextLong()));
    }
    return new Dense(out.finish());
  }

  private Values codebook(TensorType type) {
    int bits = pick(1, 4);
    TensorWriter table = Tensor.writer(type.with(Shape.of(1L << bits)));
    for (int i = 1; i < 1 << bits; i++) {
      table.setRaw(i, type.fixed().wrap(random.nextLong()));
    }
    TensorWriter codes = Tensor.writer(new TensorType(new Fixed(false, bits, 0), type.shape()));
    for (long i = 0; i < type.shape().size(); i++) {
      codes.setRaw(i, random.nextInt(1 << bits));
    }
    return new Codebook(type, bits, table.finish(), codes.finish());
  }
}
