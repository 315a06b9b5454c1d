// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Sparse;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShareValuesTest {

  /** The least sum of squared distances, by trying every way to cut the sorted numbers. */
  private static double best(double[] sorted, int from, int clusters) {
    if (clusters == 1) {
      return distance(sorted, from, sorted.length);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int end = from + 1; end <= sorted.length - clusters + 1; end++) {
      least = Math.min(least, distance(sorted, from, end) + best(sorted, end, clusters - 1));
    }
    return least;
  }

  private static double distance(double[] sorted, int from, int to) {
    double mean = Arrays.stream(sorted, from, to).average().orElseThrow();
    return Arrays.stream(sorted, from, to).map(x -> (x - mean) * (x - mean)).sum();
  }

  private static double achieved(double[] sorted, int clusters) {
    Distinct points = Distinct.of(sorted);
    int[] starts = KMeans.starts(points, clusters);
    double sum = 0;
    for (int k = 0; k < clusters; k++) {
      int first = first(sorted, points.values()[starts[k]]);
      int end = k + 1 < clusters ? first(sorted, points.values()[starts[k + 1]]) : sorted.length;
      sum += distance(sorted, first, end);
    }
    return sum;
  }

  private static int first(double[] sorted, double value) {
    int at = 0;
    while (sorted[at] != value) {
      at++;
    }
    return at;
  }

  @Test
  void clustersAreTheBestThereAre() {
    Random random = new Random(5);
    for (int trial = 0; trial < 300; trial++) {
      double[] numbers = new double[4 + random.nextInt(9)];
      // Few different numbers, so that some occur several times.
      Arrays.setAll(numbers, _ -> random.nextInt(12) * 0.25 + 100);
      Arrays.sort(numbers);
      int different = Distinct.of(numbers).size();
      for (int clusters = 1; clusters <= Math.min(4, different); clusters++) {
        assertThat(achieved(numbers, clusters))
            .as("%s in %d", Arrays.toString(numbers), clusters)
            .isCloseTo(best(numbers, 0, clusters), within(1e-9));
      }
    }
  }

  @Test
  void zerosStayZeroAndOtherNumbersBecomeMeans() {
    Tensor weight = Tensor.ofFloats(Shape.of(2, 4), 0, -3, 1, 0, 3.5f, -5, 0, 0);
    ShareValues.Shared shared = ShareValues.share("w", weight, 2);
    assertThat(shared.weight()).isInstanceOf(Sparse.class);
    assertThat(shared.weight().decode())
        .isEqualTo(Tensor.ofFloats(Shape.of(2, 4), 0, -4, 1, 0, 3.5f, -4, 0, 0));
    assertThat(shared.report())
        .isEqualTo(new SharedWeight("w", 2, 8, 4, 4, 3, true, Math.sqrt(0.5)));
  }

  @Test
  void fewDifferentNumbersAreKeptExactly() {
    Tensor weight = Tensor.ofFloats(Shape.of(5), 0.1f, -0.7f, 0.1f, 2, -0.7f);
    ShareValues.Shared shared = ShareValues.share("w", weight, 2);
    assertThat(shared.weight()).isInstanceOf(Codebook.class);
    assertThat(shared.weight().decode()).isEqualTo(weight);
    assertThat(shared.report().error()).isZero();
  }

  @Test
  void weightOfZerosNeedsNoValues() {
    Tensor weight = Tensor.ofFloats(Shape.of(3), 0, 0, 0);
    ShareValues.Shared shared = ShareValues.share("w", weight, 4);
    assertThat(shared.weight().decode()).isEqualTo(weight);
    assertThat(shared.report().values()).isZero();
  }

  @Test
  void tooManyDifferentNumbersAreBinnedAndTheReportSaysSo() {
    Random random = new Random(3);
    float[] numbers = new float[600_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    Tensor weight = Tensor.ofFloats(Shape.of(numbers.length), numbers);
    SharedWeight report = ShareValues.share("w", weight, 8).report();
    assertThat(report.exact()).isFalse();
    assertThat(report.values()).isEqualTo(255);
    // Panter and Dite: the error of the best n levels of a normal source is about sqrt(2.72) / n.
    assertThat(report.error()).isBetween(0.8 * 1.65 / 255, 1.2 * 1.65 / 255);
  }
}
