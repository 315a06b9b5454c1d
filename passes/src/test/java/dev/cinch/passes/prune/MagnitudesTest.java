// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
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
}
