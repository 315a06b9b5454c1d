// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Recurrent layers of all cells, directions, lengths and variants beside their definition. */
final class RecurrenceTest {

  private static final int LAYERS = 60;

  @Test
  void recurrentLayersAreCloseToTheirDefinition() {
    for (long seed = 0; seed < LAYERS; seed++) {
      for (Recurrence.Cell cell : Recurrence.Cell.values()) {
        Agreement.check(new FloatEngine(2), layer(cell, seed), seed, 1e-5);
      }
    }
  }

  private static Graph layer(Recurrence.Cell cell, long seed) {
    Random random = new Random(seed);
    int steps = 1 + random.nextInt(6);
    int batch = 1 + random.nextInt(5);
    int width = 1 + random.nextInt(40);
    int hidden = 1 + random.nextInt(50);
    int rows = cell.gates() * hidden;
    GraphBuilder graph = new GraphBuilder("seed_" + seed);
    List<Value> in = new ArrayList<>();
    in.add(graph.input("x", TensorType.f32(steps, batch, width)));
    in.add(constant(graph, random, rows, width));
    in.add(constant(graph, random, rows, hidden));
    in.add(constant(graph, random, 2L * rows));
    long[] lengths = random.longs(batch, 0, steps + 1).toArray();
    TensorType type = new TensorType(Fixed.INT64, Shape.of(batch));
    in.add(graph.constant("lengths", new Dense(Tensor.ofRaws(type, lengths))));
    in.add(graph.input("h", TensorType.f32(batch, hidden)));
    if (cell == Recurrence.Cell.LSTM) {
      in.add(graph.input("c", TensorType.f32(batch, hidden)));
      in.add(constant(graph, random, 3L * hidden));
    }
    Activation.Kind[] kinds = {Activation.Kind.SIGMOID, Activation.Kind.TANH, Activation.Kind.RELU};
    List<Activation> activations =
        IntStream.range(0, cell.functions())
            .mapToObj(_ -> kinds[random.nextInt(kinds.length)].usual())
            .toList();
    float clip = random.nextBoolean() ? 0 : 0.5f;
    Recurrence layer =
        new Recurrence(cell, random.nextBoolean(), activations, clip, random.nextBoolean());
    graph.output("y", graph.add(layer, in, Origin.NONE));
    return graph.build();
  }

  private static Value constant(GraphBuilder graph, Random random, long... extents) {
    Shape shape = Shape.of(extents);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() * 0.6f - 0.3f;
    }
    return graph.constant("w", new Dense(Tensor.ofFloats(shape, numbers)));
  }
}
