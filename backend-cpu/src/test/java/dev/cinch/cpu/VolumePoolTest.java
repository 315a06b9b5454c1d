// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows over three axes of any kind, beside their definition. */
final class VolumePoolTest {

  private static final int POOLS = 60;

  @Test
  void greatestAreTheirDefinition() {
    for (long seed = 0; seed < POOLS; seed++) {
      Random random = new Random(seed);
      long[] dims = dims(random);
      Graph graph = pool(new MaxPool(window(random, dims)), dims);
      Agreement.check(new FloatEngine(1 + (int) seed % 3), graph, seed, 0);
      Agreement.check(new ExactEngine(), graph, seed, 0);
    }
  }

  @Test
  void meansAreTheirDefinition() {
    for (long seed = 0; seed < POOLS; seed++) {
      Random random = new Random(seed);
      long[] dims = dims(random);
      Graph graph = pool(new AveragePool(window(random, dims), random.nextBoolean()), dims);
      Agreement.check(new FloatEngine(1 + (int) seed % 3), graph, seed, 1e-6);
    }
  }

  private static long[] dims(Random random) {
    long[] dims = new long[5];
    for (int i = 0; i < 5; i++) {
      dims[i] = i < 2 ? 1 + random.nextInt(3) : 3L + random.nextInt(i == 4 ? 40 : 9);
    }
    return dims;
  }

  private static Window window(Random random, long[] dims) {
    List<List<Long>> axes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      axes.add(new ArrayList<>());
    }
    for (int axis = 0; axis < 3; axis++) {
      long kernel = 1L + random.nextInt(3);
      long dilation = 2 * (kernel - 1) < dims[axis + 2] && random.nextInt(3) == 0 ? 2 : 1;
      axes.get(0).add(kernel);
      axes.get(1).add(1L + random.nextInt(3));
      axes.get(2).add(dilation);
      axes.get(3).add((long) random.nextInt((int) kernel));
      axes.get(4).add((long) random.nextInt((int) kernel));
    }
    return new Window(axes.get(0), axes.get(1), axes.get(2), axes.get(3), axes.get(4));
  }

  private static Graph pool(Op op, long[] dims) {
    GraphBuilder graph = new GraphBuilder("pool");
    Value x = graph.input("x", TensorType.f32(dims));
    graph.output("y", graph.add(op, List.of(x), Origin.NONE));
    return graph.build();
  }
}
