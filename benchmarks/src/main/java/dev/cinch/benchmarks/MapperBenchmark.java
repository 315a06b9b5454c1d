// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.cost.spatial.Accesses;
import dev.cinch.cost.spatial.Dim;
import dev.cinch.cost.spatial.LoopAnalysis;
import dev.cinch.cost.spatial.Mapping;
import dev.cinch.cost.spatial.Operand;
import dev.cinch.cost.spatial.RowStationary;
import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What costing one mapping takes on one thread: from its parameters to every count of every level,
 * legality included. The mappings are distinct, legal on the Eyeriss chip, drawn with a seed, for
 * AlexNet's third convolution; what windows of an axis read is remembered from one to the next.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
public class MapperBenchmark {

  private static final int MAPPINGS = 100_000;
  private static final List<Dim> ORDER = List.of(Dim.FILTERS, Dim.ROWS, Dim.BATCH, Dim.CHANNELS);
  private static final Set<Operand> STREAMED = Set.of(Operand.FILTER);

  private final SpatialArray array = (SpatialArray) Target.load("eyeriss-168").orThrow();
  private final LayerShape layer = conv3();
  private final LoopAnalysis analysis = new LoopAnalysis(layer, false);
  private final List<RowStationary> drawn = draw();
  private int next;

  private static LayerShape conv3() {
    Axis axis = new Axis(13, 15, 3, 1, 1, 0);
    return new LayerShape(4, 1, 384, 256, axis, axis);
  }

  private List<RowStationary> draw() {
    Random random = new Random(3);
    Set<RowStationary> distinct = new HashSet<>();
    while (distinct.size() < MAPPINGS) {
      int rows = 1 + random.nextInt(13);
      RowStationary one =
          new RowStationary(
              1 + random.nextInt(4),
              1 + random.nextInt(384),
              1 + random.nextInt(256),
              rows,
              1 + random.nextInt(rows),
              1 + random.nextInt(16),
              1 + random.nextInt(4),
              1 + random.nextInt(8),
              1 + random.nextInt(8));
      if (one.of(layer, ORDER, STREAMED).isLegal(array)) {
        distinct.add(one);
      }
    }
    return new ArrayList<>(distinct);
  }

  /** A mapping. */
  @Benchmark
  public Accesses cost() {
    next = next + 1 == MAPPINGS ? 0 : next + 1;
    Mapping mapping = drawn.get(next).of(layer, ORDER, STREAMED);
    if (!mapping.isLegal(array)) {
      throw new IllegalStateException("drawn mappings are legal");
    }
    return analysis.count(mapping);
  }
}
