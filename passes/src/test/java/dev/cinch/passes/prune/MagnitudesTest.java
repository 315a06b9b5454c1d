// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when a smaller weight is kept and a larger one is not. */
class MagnitudesTest {

  @Test
  void largestStayWhereTheyWere() {
    Tensor weight = Tensor.ofFloats(Shape.of(2, 3), 0.5f, -3, 0.1f, 2, -0.2f, 0);
    assertThat(new Magnitudes(weight).keep(0.5).toFloats()).containsExactly(0.5f, -3, 0, 2, 0, 0);
    assertThat(new Magnitudes(weight).keep(1)).isSameAs(weight);
    assertThat(new Magnitudes(weight).keep(0.01).toFloats()).containsExactly(0, -3, 0, 0, 0, 0);
  }

  @Test
  void ofEqualOnesTheFirstStay() {
    Tensor weight = Tensor.ofFloats(Shape.of(5), 1, -1, 2, 1, 1);
    assertThat(new Magnitudes(weight).keep(0.6).toFloats()).containsExactly(1, -1, 2, 0, 0);
  }

  @Test
  void everyDensityKeepsItsShareAndNestsInLargerOnes() {
    Random random = new Random(4);
    float[] numbers = new float[1000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(50) - 25;
    }
    Magnitudes magnitudes = new Magnitudes(Tensor.ofFloats(Shape.of(1000), numbers));
    float[] larger = numbers;
    for (double density : new double[] {0.9, 0.5, 0.11, 0.003}) {
      float[] kept = magnitudes.keep(density).toFloats();
      int count = 0;
      float least = Float.MAX_VALUE;
      float lost = 0;
      for (int i = 0; i < kept.length; i++) {
        if (kept[i] != 0) {
          count++;
          least = Math.min(least, Math.abs(kept[i]));
          assertThat(kept[i]).isEqualTo(larger[i]);
        } else {
          lost = Math.max(lost, Math.abs(numbers[i]));
        }
      }
      // Zeros among the numbers are the last to be kept.
      assertThat(count).isBetween(magnitudes.kept(density) - 40, magnitudes.kept(density));
      assertThat(lost).isLessThanOrEqualTo(least);
      larger = kept;
    }
  }

  @Test
  void thresholdsAreThoseOfASort() {
    Random random = new Random(5);
    for (int trial = 0; trial < 100; trial++) {
      float[] numbers = new float[1 + random.nextInt(40_000)];
      boolean isCoarse = trial % 2 == 0;
      for (int i = 0; i < numbers.length; i++) {
        double value = random.nextGaussian() * Math.pow(2, random.nextInt(-3, 3));
        numbers[i] = (float) (isCoarse ? Math.round(value) : value);
      }
      float[] sorted = numbers.clone();
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = Math.abs(sorted[i]);
      }
      Arrays.sort(sorted);
      Magnitudes magnitudes = new Magnitudes(Tensor.ofFloats(Shape.of(numbers.length), numbers));
      double density = 1e-4 + random.nextDouble();
      int kept = magnitudes.kept(density);
      float threshold = sorted[numbers.length - kept];
      float[] expected = new float[numbers.length];
      int left = kept;
      for (int i = 0; i < numbers.length; i++) {
        if (Math.abs(numbers[i]) > threshold) {
          expected[i] = numbers[i];
          left--;
        }
      }
      for (int i = 0; i < numbers.length && left > 0; i++) {
        if (Math.abs(numbers[i]) == threshold) {
          expected[i] = numbers[i];
          left--;
        }
      }
      assertThat(magnitudes.keep(density).toFloats()).containsExactly(expected);
    }
  }

  @Test
  void scoresDecideWhereTheyAreGiven() {
    Tensor weight = Tensor.ofFloats(Shape.of(4), 1, -2, 3, -4);
    Tensor scores = Tensor.ofFloats(Shape.of(4), 0.5f, 9, 0, 0.6f);
    assertThat(new Magnitudes(weight, scores).keep(0.5).toFloats()).containsExactly(0, -2, 0, -4);
    assertThatThrownBy(() -> new Magnitudes(weight, Tensor.ofFloats(Shape.of(2), 1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    Tensor unknown = Tensor.ofFloats(Shape.of(4), 1, 2, Float.NaN, 4);
    assertThatThrownBy(() -> new Magnitudes(weight, unknown))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
