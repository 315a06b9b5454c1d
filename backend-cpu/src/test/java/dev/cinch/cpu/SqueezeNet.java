// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.List;
import java.util.Random;

/** SqueezeNet 1.0 (Iandola et al. 2016, table 1) on 224 x 224 with random weights. */
final class SqueezeNet {

  private final GraphBuilder graph = new GraphBuilder("squeezenet");
  private final Random random = new Random(1);

  private SqueezeNet() {}

  static Graph graph() {
    return new SqueezeNet().build();
  }

  private Graph build() {
    Value x = graph.input("x", TensorType.f32(1, 3, 224, 224));
    x = pool(conv(x, 3, 96, 7, 2, 0));
    x = fire(fire(fire(x, 96, 16, 64), 128, 16, 64), 128, 32, 128);
    x = fire(fire(pool(x), 256, 32, 128), 256, 48, 192);
    x = fire(fire(x, 384, 48, 192), 384, 64, 256);
    x = conv(fire(pool(x), 512, 64, 256), 512, 1000, 1, 1, 0);
    Shape shape = graph.type(x).shape();
    x = add(new AveragePool(Window.of(shape.dim(2), shape.dim(3)), true), x);
    graph.output("y", add(new Softmax(1), x));
    return graph.build();
  }

  private Value fire(Value x, long in, long squeeze, long expand) {
    Value s = conv(x, in, squeeze, 1, 1, 0);
    return graph.add(
        new Concat(1),
        List.of(conv(s, squeeze, expand, 1, 1, 0), conv(s, squeeze, expand, 3, 1, 1)),
        Origin.NONE);
  }

  private Value pool(Value x) {
    return add(new MaxPool(Window.of(3, 3).withStrides(2, 2)), x);
  }

  private Value conv(Value x, long in, long out, long kernel, long stride, long pad) {
    Window window = Window.of(kernel, kernel).withStrides(stride, stride).withPads(pad, pad);
    Value w = constant(out, in, kernel, kernel);
    Value sum = graph.add(new Conv(window, 1), List.of(x, w, constant(out)), Origin.NONE);
    return add(new Relu(), sum);
  }

  private Value add(Op op, Value x) {
    return graph.add(op, List.of(x), Origin.NONE);
  }

  private Value constant(long... extents) {
    Shape shape = Shape.of(extents);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (random.nextFloat() - 0.5f) / 8;
    }
    return graph.constant("w", new Dense(Tensor.ofFloats(shape, numbers)));
  }
}
