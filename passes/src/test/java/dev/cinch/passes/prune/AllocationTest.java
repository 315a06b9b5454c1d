// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when a threshold is not that of the sorted scores, or a tensor loses everything. */
class AllocationTest {

  private final Random random = new Random(4);

  private float[] scores(int size, double scale) {
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) {
      scores[i] = (float) (scale * Math.abs(random.nextGaussian()));
    }
    return scores;
  }

  private static long reached(float[] scores, float threshold) {
    long count = 0;
    for (float score : scores) {
      count += score >= threshold ? 1 : 0;
    }
    return count;
  }

  @Test
  void leastIsWhatSortingGives() {
    for (int trial = 0; trial < 200; trial++) {
      float[] a = scores(1 + random.nextInt(50), Math.pow(10, random.nextInt(20) - 10));
      float[] b = scores(random.nextInt(50), 1);
      if (trial % 3 == 0) {
        Arrays.fill(a, 0, a.length / 2, a[0]);
      }
      float[] all = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, all, a.length, b.length);
      Arrays.sort(all);
      int keep = 1 + random.nextInt(all.length);
      assertThat(Scores.least(List.of(a, b), keep)).isEqualTo(all[all.length - keep]);
    }
    assertThat(Scores.least(List.of(new float[] {3, 1, 2}), 0)).isEqualTo(3);
    assertThat(Scores.least(List.of(new float[] {3, 1, 2}), 9)).isZero();
  }

  @Test
  void eachLayerKeepsItsOwnDensity() {
    List<float[]> scores = List.of(scores(100, 1), scores(1000, 5));
    float[] thresholds = new Allocation.Given(List.of(0.3, 0.01)).thresholds(scores, 0);
    assertThat(reached(scores.get(0), thresholds[0])).isEqualTo(30);
    assertThat(reached(scores.get(1), thresholds[1])).isEqualTo(10);
    float[] halfway = new Allocation.Given(List.of(0.3, 0.01)).thresholds(scores, 0.5);
    assertThat(reached(scores.get(0), halfway[0])).isEqualTo(65);
  }

  @Test
  void globalTakesTheHighestAndLeavesNoTensorEmpty() {
    List<float[]> scores = List.of(scores(1000, 1), scores(50, 1e-9));
    float[] thresholds = new Allocation.Global(0.1).thresholds(scores, 0);
    assertThat(reached(scores.get(0), thresholds[0])).isEqualTo(105);
    assertThat(reached(scores.get(1), thresholds[1])).isEqualTo(1);
  }

  /** Against the definition, number by number. */
  @Test
  void adaptiveIsRelativeToTheLayer() {
    List<float[]> scores = List.of(scores(300, 1), scores(40, 1e-3));
    double[] all = new double[340];
    int n = 0;
    for (float[] of : scores) {
      for (float score : of) {
        double above = 0;
        for (float other : of) {
          above += other >= score ? (double) other * other : 0;
        }
        all[n++] = (double) score * score / above;
      }
    }
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    float[] thresholds = new Allocation.Adaptive(0.1).thresholds(scores, 0);
    for (int i = 0; i < 340; i++) {
      float score = i < 300 ? scores.get(0)[i] : scores.get(1)[i - 300];
      boolean isKept = score >= thresholds[i < 300 ? 0 : 1];
      assertThat(isKept).as("%d", i).isEqualTo(all[i] >= sorted[340 - 34] * (1 - 1e-6));
    }
  }

  @Test
  void deviationCountsWhatIsNotZero() {
    float[] scores = {0, 0, 1, 2, 3, 4};
    float[] thresholds = new Allocation.Deviation(1).thresholds(List.of(scores), 0);
    assertThat((double) thresholds[0]).isCloseTo(2.5 + Math.sqrt(1.25), within(1e-6));
    assertThat(new Allocation.Deviation(100).thresholds(List.of(scores), 0)[0]).isEqualTo(4);
    assertThat(new Allocation.Deviation(-100).thresholds(List.of(scores), 0)[0]).isZero();
  }
}
