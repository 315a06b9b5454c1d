// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.prune.Allocation;
import dev.cinch.passes.prune.Company;
import dev.cinch.passes.prune.Magnitude;
import dev.cinch.passes.prune.Ramp;
import dev.cinch.passes.represent.SharedSet;
import dev.cinch.passes.represent.SparseSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when a driver does not hold what it is to hold, or leaves something that is none. */
class DriversTest {

  private static final List<Integer> SIZES = List.of(8);

  private static SparseSet sparse(double density, Ramp ramp) {
    return new SparseSet(
        new Magnitude(),
        new Allocation.Given(List.of(density)),
        ramp,
        Company.NONE,
        List.of(new int[0]));
  }

  private static float[] numbers() {
    return new float[] {0.9f, -0.1f, 0.4f, 0.05f, -0.8f, 0.3f, 0.2f, -0.6f};
  }

  /** Gradient descent on half the squared distance to a goal. */
  private static float[] descend(Driver driver, float[] start, float[] goal, int steps) {
    float[] w = start.clone();
    List<float[]> numbers = List.of(w);
    driver.start(numbers);
    for (int step = 0; step < steps; step++) {
      Moment now = new Moment(step, steps, steps, 0.1);
      float[] used = w.clone();
      driver.use(now, List.of(used));
      float[] g = new float[w.length];
      for (int i = 0; i < g.length; i++) {
        g[i] = used[i] - goal[i];
      }
      driver.gradient(now, numbers, List.of(g));
      for (int i = 0; i < w.length; i++) {
        w[i] -= (float) now.rate() * g[i];
      }
      driver.after(now, numbers, List.of(new float[w.length]));
    }
    driver.finish(numbers);
    return w;
  }

  private static long kept(float[] numbers) {
    long kept = 0;
    for (float number : numbers) {
      kept += number == 0 ? 0 : 1;
    }
    return kept;
  }

  @Test
  void zerosStayAndOthersLearn() {
    float[] start = numbers();
    start[2] = 0;
    start[5] = 0;
    float[] goal = {1, 1, 1, 1, 1, 1, 1, 1};
    float[] learned = descend(new Zeros(SIZES), start, goal, 200);
    assertThat(learned).containsExactly(new float[] {1, 1, 0, 1, 1, 0, 1, 1}, within(1e-4f));
  }

  @Test
  void directionsOfZerosAreCleared() {
    Zeros zeros = new Zeros(List.of(2));
    zeros.start(List.of(new float[] {0, 1}));
    float[] directions = {5, 5};
    zeros.after(new Moment(0, 1, 1, 1), List.of(new float[] {3, 3}), List.of(directions));
    assertThat(directions).containsExactly(0, 5);
  }

  @Test
  void equalNumbersMoveTogetherToTheMeanOfTheirGoals() {
    float[] start = {0.5f, 0.5f, -1, 0, -1, 0.5f, 0, -1};
    float[] goal = {1, 2, -3, 9, -5, 3, 9, -4};
    float[] learned = descend(new Shares(SIZES, false), start, goal, 300);
    assertThat(learned).containsExactly(new float[] {2, 2, -4, 0, -4, 2, 0, -4}, within(1e-3f));
    float[] byMean = descend(new Shares(SIZES, true), start, goal, 300);
    assertThat(byMean).containsExactly(learned, within(1e-3f));
  }

  @Test
  void rampPrunesStepByStepAndEndsAtTheDensity() {
    Projected driver =
        new Projected(sparse(0.25, Ramp.CUBIC), new Times(10, 0.5), SIZES, List.of());
    float[] learned = descend(driver, numbers(), numbers(), 100);
    assertThat(kept(learned)).isEqualTo(2);
    assertThat(learned[0]).isEqualTo(0.9f);
    assertThat(learned[4]).isEqualTo(-0.8f);
    assertThat(driver.isSettled(new Moment(49, 100, 100, 0))).isFalse();
    assertThat(driver.isSettled(new Moment(50, 100, 100, 0))).isTrue();
  }

  /** What was lost at the start comes back when its goal is large: surgery splices. */
  @Test
  void splicedNumbersComeBack() {
    float[] goal = {0, 0, 0, 2, -0.8f, 0, 0, 0};
    Spliced spliced = new Spliced(sparse(0.25, Ramp.NONE), new Times(1, 0.9), 0.1, 1, SIZES);
    float[] learned = descend(spliced, numbers(), goal, 200);
    assertThat(learned[3]).isCloseTo(2, within(1e-3f));
    assertThat(learned[0]).isZero();
    Projected once = new Projected(sparse(0.25, Ramp.NONE), Times.ONCE, SIZES, List.of());
    assertThat(descend(once, numbers(), goal, 200)[3]).isZero();
  }

  /** The nearest point of the set is where the quadratic is least. */
  @Test
  void attractionEndsAtTheProjectionOfTheGoal() {
    float[] goal = {0.2f, 0.1f, 1.5f, 0.3f, -0.2f, 0.1f, -1.2f, 0.4f};
    Attracted driver = new Attracted(sparse(0.25, Ramp.NONE), new Times(5, 1), 0.5, 1.05, SIZES);
    float[] learned = descend(driver, numbers(), goal, 1000);
    assertThat(learned).containsExactly(new float[] {0, 0, 1.5f, 0, 0, 0, -1.2f, 0}, within(2e-2f));
  }

  @Test
  void sharedValuesWithAnyDriver() {
    float[] goal = {1, 1.1f, 0.9f, -2, -2.1f, -1.9f, 4, 4.2f};
    for (Driver driver :
        List.of(
            new Attracted(new SharedSet(2), new Times(5, 1), 0.5, 1.05, SIZES),
            new Through(new SharedSet(2), new Times(1, 1), SIZES))) {
      float[] learned = descend(driver, numbers(), goal, 1000);
      assertThat(Shares.values(learned)).as("%s", driver).hasSize(3);
      assertThat(learned[0]).isCloseTo(1, within(0.1f));
      assertThat(learned[3]).isCloseTo(-2, within(0.1f));
      assertThat(learned[7]).isCloseTo(4.1f, within(0.1f));
    }
  }

  @Test
  void penaltiesAreTheirProximalOperators() {
    Moment now = new Moment(0, 1, 1, 0.5);
    float[] w = {0.3f, -0.1f, 0.15f, -0.9f};
    List<int[]> alone = List.of(new int[0]);
    float[] soft = w.clone();
    new Shrunk(Shrunk.Norm.L1, 0.4, alone).after(now, List.of(soft), List.of());
    assertThat(soft).containsExactly(new float[] {0.1f, 0, 0, -0.7f}, within(1e-6f));
    float[] small = w.clone();
    new Shrunk(Shrunk.Norm.L2, 2, alone).after(now, List.of(small), List.of());
    assertThat(small).containsExactly(new float[] {0.15f, -0.05f, 0.075f, -0.45f}, within(1e-6f));
    float[] grouped = w.clone();
    List<int[]> pairs = List.of(new int[] {0, 1, 1, 0});
    new Shrunk(Shrunk.Norm.GROUP, 0.4, pairs).after(now, List.of(grouped), List.of());
    float length = (float) (1 - 0.2 * Math.sqrt(2) / Math.hypot(0.3, 0.9));
    assertThat(grouped)
        .containsExactly(new float[] {0.3f * length, 0, 0, -0.9f * length}, within(1e-6f));
  }
}
