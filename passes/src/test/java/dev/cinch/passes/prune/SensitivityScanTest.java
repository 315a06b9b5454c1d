// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.passes.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Breaks when the drop is exceeded, or a layer that costs nothing is kept. */
class SensitivityScanTest {

  /** Each layer loses its weight times the squared share of numbers that are gone, in points. */
  private static ToDoubleFunction<List<Double>> accuracy(double... costs) {
    return densities -> {
      double top1 = 99;
      for (int i = 0; i < costs.length; i++) {
        top1 -= costs[i] * Math.pow(1 - densities.get(i), 2);
      }
      return top1;
    };
  }

  private static List<Double> scan(
      double drop, List<Integer> sizes, ToDoubleFunction<List<Double>> accuracy) {
    return new SensitivityScan(sizes, accuracy, accuracy, Progress.NONE).densities(drop);
  }

  @Test
  void allLayersTogetherStayWithinTheDrop() {
    ToDoubleFunction<List<Double>> accuracy = accuracy(8, 0.5, 2, 0.02);
    for (double drop : new double[] {0.05, 0.1, 0.5, 2}) {
      List<Double> densities = scan(drop, List.of(500, 25_000, 400_000, 5000), accuracy);
      assertThat(99 - accuracy.applyAsDouble(densities)).isLessThanOrEqualTo(drop);
      // No layer can go another rung down.
      for (int layer = 0; layer < 4; layer++) {
        List<Double> lower = new ArrayList<>(densities);
        lower.set(layer, densities.get(layer) * 0.77);
        assertThat(densities.get(layer) == 0.01 || 99 - accuracy.applyAsDouble(lower) > drop)
            .as("layer %d of %s at %s", layer, densities, drop)
            .isTrue();
      }
    }
  }

  @Test
  void sensitiveLayersKeepMore() {
    List<Double> densities = scan(0.3, List.of(1000, 1000), accuracy(20, 0.5));
    assertThat(densities.get(0)).isGreaterThan(0.6);
    assertThat(densities.get(1)).isLessThan(0.4);
  }

  @Test
  void layersThatCostNothingGoToTheEnd() {
    assertThat(scan(0.1, List.of(1000, 10), accuracy(0, 0))).containsExactly(0.01, 0.01);
  }

  @Test
  void nothingIsPrunedWhereEverythingHurts() {
    assertThat(scan(0.01, List.of(100, 100), accuracy(1000, 1000))).containsExactly(1.0, 1.0);
  }
}
