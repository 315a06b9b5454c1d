// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products of matrices that are computed or come in batches, of any shape. */
final class MatrixProductTest {

  private static final int PRODUCTS = 80;

  @Test
  void productsAreTheirDefinitionOnAnyNumberOfThreads() {
    for (long seed = 0; seed < PRODUCTS; seed++) {
      Random random = new Random(seed);
      Graph graph = product(random, seed);
      RandomTensors tensors = new RandomTensors(random);
      List<Tensor> inputs =
          graph.inputs().stream().map(node -> tensors.tensor(node.type(), 0.9)).toList();
      List<Tensor> expected = List.of();
      for (int threads = 1; threads <= 3; threads++) {
        Agreement.check(new FloatEngine(threads), graph, seed, 1e-5);
        try (Executable executable = new FloatEngine(threads).prepare(graph)) {
          List<Tensor> results = executable.run(inputs);
          assertThat(expected.isEmpty() || expected.equals(results))
              .as("%d threads, seed %d", threads, seed)
              .isTrue();
          expected = results;
        }
      }
      Agreement.check(new ExactEngine(), graph, seed, 0);
    }
  }

  private static Graph product(Random random, long seed) {
    long rows = 1L + random.nextInt(90);
    long inner = random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(40);
    long columns = 1L + random.nextInt(80);
    GraphBuilder graph = new GraphBuilder("seed_" + seed);
    List<Value> in = new ArrayList<>();
    long[] batch = random.longs(random.nextInt(3), 1, 4).toArray();
    in.add(graph.input("a", TensorType.f32(matrix(random, batch, rows, inner))));
    TensorType right = TensorType.f32(matrix(random, batch, inner, columns));
    in.add(
        random.nextBoolean()
            ? graph.input("b", right)
            : graph.constant("b", new RandomTensors(random).weight(right)));
    if (random.nextBoolean()) {
      in.add(graph.input("bias", TensorType.f32(columns)));
    }
    graph.output("y", graph.add(new MatMul(), in, Origin.NONE));
    return graph.build();
  }

  /** A matrix, or a batch of them, perhaps to be broadcast. */
  private static long[] matrix(Random random, long[] batch, long rows, long columns) {
    int first = random.nextInt(batch.length + 1);
    long[] dims = new long[batch.length - first + 2];
    for (int i = first; i < batch.length; i++) {
      dims[i - first] = random.nextInt(3) == 0 ? 1 : batch[i];
    }
    dims[dims.length - 2] = rows;
    dims[dims.length - 1] = columns;
    return dims;
  }
}
