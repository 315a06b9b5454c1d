// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.passes.learn.Moment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when the pull of the mixture is not the slope of its density. */
class MixtureTest {

  private static final Moment NOW = new Moment(0, 1, 1, 0.1);

  @Test
  void pullIsTheSlopeOfTheDensity() {
    float[] w = {-1, 2, 0.1f, 0.4f, -0.3f, 1.1f};
    Mixture mixture = new Mixture(3, 0.5, 7, 1);
    mixture.start(List.of(w));
    float[] gradient = new float[w.length];
    mixture.gradient(NOW, List.of(w), List.of(gradient));
    for (int i = 0; i < w.length; i++) {
      double by = 1e-5;
      double slope = (energy(w[i] + by) - energy(w[i] - by)) / (2 * by);
      assertThat((double) gradient[i]).as("%d", i).isCloseTo(7 * slope, within(1e-3));
    }
  }

  /**
   * -log of a mixture of zero (share 0.5), -1 and 2 (0.25 each) with the deviations at the start.
   */
  private static double energy(double w) {
    double deviation = 3.0 / 4;
    double sum = 0;
    for (double[] part : new double[][] {{0, 0.5}, {-1, 0.25}, {2, 0.25}}) {
      double apart = (w - part[0]) / deviation;
      sum += part[1] * Math.exp(-apart * apart / 2) / deviation;
    }
    return -Math.log(sum);
  }

  /** Numbers around three places, half of them around zero, are told apart. */
  @Test
  void componentsFindTheNumbers() {
    Random random = new Random(3);
    float[] w = new float[4000];
    for (int i = 0; i < w.length; i++) {
      double place = i % 4 == 0 ? 0.5 : i % 4 == 1 ? -0.3 : 0;
      w[i] = (float) (place + 0.02 * random.nextGaussian());
    }
    Mixture mixture = new Mixture(5, 0.5, 1, 1);
    mixture.start(List.of(w));
    for (int step = 0; step < 3000; step++) {
      mixture.gradient(NOW, List.of(w), List.of(new float[w.length]));
    }
    mixture.finish(List.of(w));
    for (int i = 0; i < w.length; i++) {
      double place = i % 4 == 0 ? 0.5 : i % 4 == 1 ? -0.3 : 0;
      assertThat((double) w[i]).as("%d", i).isCloseTo(place, within(0.1));
    }
    assertThat(w[2]).isZero();
  }
}
