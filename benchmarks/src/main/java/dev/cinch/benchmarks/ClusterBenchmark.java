// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.prune.Magnitudes;
import dev.cinch.passes.share.ShareValues;
import dev.cinch.passes.share.SharedWeight;
import java.io.PrintStream;
import java.util.SplittableRandom;

/** What it takes to share the values of AlexNet's first dense layer, pruned and whole. */
final class ClusterBenchmark {

  private static final int ROWS = 4096;
  private static final int COLUMNS = 9216;
  private static final int ROUNDS = 3;

  private ClusterBenchmark() {}

  /** Prints a line for each density and number of bits, the best of some rounds. */
  static void run(PrintStream out) {
    Tensor whole = laplacian();
    out.println("   weights  different  clusters    seconds   distance");
    for (double density : new double[] {0.09, 1}) {
      Tensor weight = new Magnitudes(whole).keep(density);
      for (int bits : new int[] {4, 5, 8}) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          long start = System.nanoTime();
          SharedWeight report = ShareValues.share("fc6", weight, bits).report();
          long nanos = System.nanoTime() - start;
          best = Math.min(best, nanos);
          if (round == ROUNDS - 1) {
            out.printf(
                "%,10d %,10d %9d %10.2f %10.1e%n",
                report.nonZeros(),
                report.distinct(),
                report.values(),
                best / 1e9,
                report.distance());
          }
        }
      }
    }
  }

  private static Tensor laplacian() {
    SplittableRandom random = new SplittableRandom(1);
    float[] numbers = new float[ROWS * COLUMNS];
    for (int i = 0; i < numbers.length; i++) {
      double magnitude = -StrictMath.log(1 - random.nextDouble());
      numbers[i] = (float) (random.nextBoolean() ? magnitude : -magnitude);
    }
    return Tensor.ofFloats(Shape.of(ROWS, COLUMNS), numbers);
  }
}
