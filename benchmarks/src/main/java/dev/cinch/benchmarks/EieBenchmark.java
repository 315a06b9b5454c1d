// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.cost.eie.Queues;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.eie.CodeMatrix;
import dev.cinch.target.eie.PackedColumns;
import java.util.Random;
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
 * The queues of 64 elements on AlexNet's last layer: 1000 x 4096 weights of density 25.66 %, 42.94
 * % of the activations not zero, both drawn with a seed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
public class EieBenchmark {

  private static final int ROWS = 1000;
  private static final int COLUMNS = 4096;
  private static final double WEIGHTS = 0.2566;
  private static final double ACTIVATIONS = 0.4294;
  private static final int ELEMENTS = 64;

  private final CodeMatrix matrix = matrix();
  private final PackedColumns packed = PackedColumns.pack(matrix, ELEMENTS, 4);
  private final boolean[] active = active();

  private static CodeMatrix matrix() {
    Random random = new Random(8);
    TensorWriter out = Tensor.writer(TensorType.fixed(true, 2, 0, ROWS, COLUMNS));
    for (long i = 0; i < (long) ROWS * COLUMNS; i++) {
      out.setRaw(i, random.nextDouble() < WEIGHTS ? 1 : 0);
    }
    return new CodeMatrix(
        new Dense(out.finish()), ROWS, COLUMNS, (row, column) -> (long) row * COLUMNS + column);
  }

  private static boolean[] active() {
    Random random = new Random(9);
    boolean[] active = new boolean[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      active[i] = random.nextDouble() < ACTIVATIONS;
    }
    return active;
  }

  /** The cycles of a product of the packed matrix. */
  @Benchmark
  public long simulate() {
    return cycles(packed);
  }

  /** The same, with packing the matrix. */
  @Benchmark
  public long packAndSimulate() {
    return cycles(PackedColumns.pack(matrix, ELEMENTS, 4));
  }

  private long cycles(PackedColumns columns) {
    Queues queues = new Queues(columns, 8, 8);
    for (int column = 0; column < COLUMNS; column++) {
      if (active[column]) {
        queues.broadcast(column);
      }
    }
    return queues.cycles();
  }
}
