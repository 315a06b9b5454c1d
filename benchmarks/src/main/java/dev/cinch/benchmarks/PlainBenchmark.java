// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.ir.tensor.TensorType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The peer of our dense product: the same sums, one after the other, in three loops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class PlainBenchmark {

  /** Rows and columns of the right matrix. */
  static final int SIDE = 512;

  /** Rows of the left matrix. */
  @Param("1")
  public int rows = 1;

  private final float[] right = RandomWeights.tensor(TensorType.f32(SIDE, SIDE), 1).toFloats();

  /** A product with a new result. */
  @Benchmark
  public float[] plain() {
    float[] a = right;
    float[] y = new float[rows * SIDE];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < SIDE; column++) {
        float sum = 0;
        for (int k = 0; k < SIDE; k++) {
          sum += a[row * SIDE + k] * right[k * SIDE + column];
        }
        y[row * SIDE + column] = sum;
      }
    }
    return y;
  }
}
