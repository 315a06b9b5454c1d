// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.data.Part;
import dev.cinch.data.Split;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Breaks when the images change, or become so easy that a linear classifier reads them. */
class DigitsTest {

  private static final int PIXELS = 784;
  private static final int CLASSES = 10;
  private static final String TEST_DIGEST =
      "62527cf32c71f08b548575279f01939afa17ab54d4ff4898620debb02ae7a96a";

  @Test
  void everyMachineMakesTheSameImages() {
    assertThat(Digits.read(Part.TEST).digest()).isEqualTo(TEST_DIGEST);
  }

  @Test
  void partsDifferAndHaveAllDigits() {
    Split train = Digits.read(Part.TRAIN);
    Split test = Digits.read(Part.TEST);
    assertThat(train.size()).isEqualTo(10_000);
    assertThat(test.size()).isEqualTo(2_000);
    int[] counts = new int[CLASSES];
    for (int i = 0; i < train.size(); i++) {
      counts[train.label(i)]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 850 && count < 1150);
    assertThat(test.image(0)).isNotEqualTo(train.image(0));
  }

  @Test
  void noLinearClassifierReadsThem() {
    Split train = Digits.read(Part.TRAIN);
    Split test = Digits.read(Part.TEST);
    double[][] weights = new double[CLASSES][PIXELS + 1];
    SplittableRandom random = new SplittableRandom(1);
    int steps = 20 * train.size();
    float[] image = new float[PIXELS];
    for (int step = 0; step < steps; step++) {
      int i = random.nextInt(train.size());
      train.read(i, image, 0);
      double[] scores = scores(weights, image);
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        scores[k] = Math.exp(scores[k]);
        sum += scores[k];
      }
      double rate = 0.02 * (1 - step / (double) steps);
      for (int k = 0; k < CLASSES; k++) {
        double gradient = rate * (scores[k] / sum - (k == train.label(i) ? 1 : 0));
        for (int p = 0; p < PIXELS; p++) {
          weights[k][p] -= gradient * image[p] / 255;
        }
        weights[k][PIXELS] -= gradient;
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      test.read(i, image, 0);
      double[] scores = scores(weights, image);
      int best = 0;
      for (int k = 1; k < CLASSES; k++) {
        best = scores[k] > scores[best] ? k : best;
      }
      right += best == test.label(i) ? 1 : 0;
    }
    assertThat(100.0 * right / test.size()).isBetween(60.0, 93.0);
  }

  private static double[] scores(double[][] weights, float[] image) {
    double[] scores = new double[CLASSES];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < CLASSES; k++) {
      double sum = weights[k][PIXELS];
      for (int p = 0; p < PIXELS; p++) {
        sum += weights[k][p] * image[p] / 255;
      }
      scores[k] = sum;
      greatest = Math.max(greatest, sum);
    }
    for (int k = 0; k < CLASSES; k++) {
      scores[k] -= greatest;
    }
    return scores;
  }
}
