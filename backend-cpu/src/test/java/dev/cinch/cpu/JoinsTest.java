// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions that write to their place in a whole, and buffers that are used again behind it. */
final class JoinsTest {

  private static final int NETWORKS = 20;
  private static final double SINGLE = 1e-5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void branchesAgreeWithTheInterpreter(long images) {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Graph graph = network(images, new Random(seed));
      Agreement.check(new FloatEngine(1), graph, seed, SINGLE);
      List<Tensor> inputs =
          List.of(new RandomTensors(new Random(seed)).tensor(graph.inputs().get(0).type(), 0.9));
      try (Executable whole = new Plan(graph, Setup.of(Sums.SINGLE, 1), false).program();
          Executable joined = new Plan(graph, Setup.of(Sums.SINGLE, 3), true).program()) {
        assertThat(joined.run(inputs)).as("seed %d", seed).isEqualTo(whole.run(inputs));
        assertThat(joined.run(inputs)).as("again, seed %d", seed).isEqualTo(whole.run(inputs));
      }
    }
  }

  /** Some layers of branches of one or two convolutions each, then a pool or none. */
  private static Graph network(long images, Random random) {
    GraphBuilder graph = new GraphBuilder("branches");
    RandomTensors tensors = new RandomTensors(random);
    long height = 4L + random.nextInt(20);
    long width = 4L + random.nextInt(40);
    Value x = graph.input("x", TensorType.f32(images, 3, height, width));
    for (int layer = 0; layer < 4; layer++) {
      List<Value> branches = new ArrayList<>();
      for (int branch = 0; branch < 2 + random.nextInt(2); branch++) {
        Value y = x;
        for (int depth = random.nextInt(2); depth >= 0; depth--) {
          y = convolution(graph, tensors, y, random);
        }
        branches.add(y);
      }
      x = add(graph, new Concat(1), branches.toArray(Value[]::new));
      if (random.nextInt(3) == 0) {
        x = add(graph, new MaxPool(window(2, 0)), x);
      }
    }
    graph.output("y", convolution(graph, tensors, x, random));
    return graph.build();
  }

  private static Value convolution(
      GraphBuilder graph, RandomTensors tensors, Value x, Random random) {
    long channels = graph.type(x).shape().dim(1);
    long filters = 1L + random.nextInt(12);
    int pad = random.nextInt(2);
    long kernel = 2L * pad + 1;
    Value w =
        graph.constant("w", tensors.weight(TensorType.f32(filters, channels, kernel, kernel)));
    Value y = add(graph, new Conv(window(kernel, pad), 1), x, w);
    return random.nextInt(3) > 0 ? add(graph, new Relu(), y) : y;
  }

  private static Window window(long kernel, long pad) {
    return new Window(
        List.of(kernel, kernel),
        List.of(1L, 1L),
        List.of(1L, 1L),
        List.of(pad, pad),
        List.of(pad, pad));
  }

  private static Value add(GraphBuilder graph, Op op, Value... in) {
    return graph.add(op, List.of(in), Origin.NONE);
  }
}
