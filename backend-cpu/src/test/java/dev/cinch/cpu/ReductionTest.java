// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Reductions and normalizations of any shape beside their definitions, bit for bit if they say so.
 */
final class ReductionTest {

  private static final int SHAPES = 60;

  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -0f,
    0f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE
  };

  @Test
  void aggregatesAreTheirDefinition() {
    for (long seed = 0; seed < SHAPES; seed++) {
      Random random = new Random(seed);
      Tensor x = tensor(random, dims(random), 0);
      for (Aggregation by : Aggregation.values()) {
        List<Integer> axes =
            IntStream.range(0, x.shape().rank()).filter(_ -> random.nextBoolean()).boxed().toList();
        check(new Aggregate(by, axes), seed, by == Aggregation.LOG_SUM_EXP ? 1 : 0, x);
      }
    }
  }

  @Test
  void aggregatesOfSpecialNumbersAreTheirDefinition() {
    for (long seed = 0; seed < SHAPES; seed++) {
      Random random = new Random(seed);
      Tensor x = tensor(random, dims(random), 0.03);
      for (Aggregation by : Aggregation.values()) {
        int axis = random.nextInt(x.shape().rank());
        check(new Aggregate(by, List.of(axis)), seed, by == Aggregation.LOG_SUM_EXP ? 1 : 0, x);
      }
    }
  }

  @Test
  void softmaxIsItsDefinition() {
    for (long seed = 0; seed < SHAPES; seed++) {
      Random random = new Random(seed);
      Tensor x = tensor(random, dims(random), seed % 2 == 0 ? 0 : 0.01);
      check(new Softmax(random.nextInt(x.shape().rank())), seed, 1, x);
    }
  }

  @Test
  void placesAndRunningTotalsAreTheirDefinition() {
    for (long seed = 0; seed < SHAPES; seed++) {
      Random random = new Random(seed);
      Tensor x = tensor(random, dims(random), seed % 2 == 0 ? 0 : 0.2);
      int axis = random.nextInt(x.shape().rank());
      if (x.shape().dim(axis) > 0) {
        check(new ArgExtreme(random.nextBoolean(), axis, random.nextBoolean()), seed, 0, x);
      }
      Aggregation by = random.nextBoolean() ? Aggregation.SUM : Aggregation.PRODUCT;
      check(new Accumulate(by, axis, random.nextBoolean(), random.nextBoolean()), seed, 0, x);
    }
  }

  @Test
  void batchNormalizationIsItsDefinition() {
    for (long seed = 0; seed < SHAPES; seed++) {
      Random random = new Random(seed);
      long[] dims = random.longs(2 + random.nextInt(3), 1, 40).toArray();
      List<Tensor> in = new ArrayList<>();
      in.add(tensor(random, dims, seed % 2 == 0 ? 0 : 0.1));
      for (int i = 0; i < 4; i++) {
        in.add(tensor(random, new long[] {dims[1]}, 0.05));
      }
      check(new BatchNorm(1e-3f), seed, 0, in.toArray(Tensor[]::new));
    }
  }

  /** The exact engine to the last bit, the float engine within units, on any number of threads. */
  private static void check(Op op, long seed, int units, Tensor... inputs) {
    GraphBuilder builder = new GraphBuilder("seed_" + seed);
    List<Value> in = new ArrayList<>();
    for (Tensor input : inputs) {
      in.add(builder.input("x" + in.size(), input.type()));
    }
    builder.output("y", builder.add(op, in, Origin.NONE));
    Graph graph = builder.build();
    Tensor expected = op.eval(List.of(inputs), graph.nodes().getLast().type());
    String what = op + " of " + inputs[0].type() + ", seed " + seed;
    try (Executable exact = new ExactEngine().prepare(graph)) {
      Units.same(0, expected, exact.run(List.of(inputs)).getFirst(), what);
    }
    List<Tensor> results = List.of();
    for (int threads = 1; threads <= 3; threads++) {
      try (Executable single = new FloatEngine(threads).prepare(graph)) {
        List<Tensor> again = single.run(List.of(inputs));
        Units.same(units, expected, again.getFirst(), what);
        if (!results.isEmpty()) {
          Units.same(0, results.getFirst(), again.getFirst(), what + ", threads " + threads);
        }
        results = again;
      }
    }
  }

  private static long[] dims(Random random) {
    int rank = 1 + random.nextInt(4);
    int most = rank == 1 ? 3000 : rank == 2 ? 400 : rank == 3 ? 60 : 20;
    long[] dims = random.longs(rank, 1, most).toArray();
    if (random.nextInt(10) == 0) {
      dims[random.nextInt(rank)] = random.nextInt(2);
    }
    return dims;
  }

  private static Tensor tensor(Random random, long[] dims, double special) {
    Shape shape = Shape.of(dims);
    float[] numbers = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          random.nextDouble() < special
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) (3 * random.nextGaussian());
    }
    return Tensor.ofFloats(shape, numbers);
  }
}
