// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when the size of coded activations is not what coding them gives. */
class RunLengthTest {

  private static double coded(Random random, double density, int count) {
    long pairs = 0;
    int run = 0;
    for (int i = 0; i < count; i++) {
      if (random.nextDouble() < density || run == 31) {
        pairs++;
        run = 0;
      } else {
        run++;
      }
    }
    return pairs * 64.0 / 3 / 16 / count;
  }

  @Test
  void theRatioIsThatOfCodedNumbers() {
    Random random = new Random(9);
    for (double density : new double[] {0, 0.02, 0.1, 0.35, 0.8, 1}) {
      double coded = coded(random, density, 2_000_000);
      assertThat(RunLength.EYERISS.ratio(density)).isCloseTo(coded, within(0.005));
    }
  }
}
