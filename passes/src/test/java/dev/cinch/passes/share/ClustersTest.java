// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Breaks when clusters are not the best there are, or are called better than they are. */
class ClustersTest {

  private static final Clustering OPTIMAL = new Clustering.Optimal();

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] weights(Random random, int size) {
    double[] weights = new double[size];
    Arrays.setAll(weights, _ -> random.nextInt(4) == 0 ? 0 : Math.exp(3 * random.nextGaussian()));
    weights[0] = 1;
    return weights;
  }

  /** What the numbers are away from the centroids of their clusters. */
  private static double achieved(Clusters clusters, double[] numbers, double[] weights) {
    double sum = 0;
    for (int i = 0; i < numbers.length; i++) {
      double away = numbers[i] - clusters.centroid(clusters.of(numbers[i], weights[i]));
      sum += weights[i] * away * away;
    }
    return sum;
  }

  private static void assertBest(Clusters found, double[] numbers, double[] weights, int most) {
    double least = LeastScatter.of(numbers, weights, most);
    assertThat(found.isExact()).isTrue();
    assertThat(found.size()).isLessThanOrEqualTo(most);
    assertThat(found.cost()).isCloseTo(least, within(1e-9 * (1 + least)));
    assertThat(achieved(found, numbers, weights)).isCloseTo(least, within(1e-9 * (1 + least)));
  }

  @Test
  void optimalClustersAreTheBestThereAre() {
    Random random = new Random(5);
    for (int trial = 0; trial < 400; trial++) {
      double[] numbers = new double[1 + random.nextInt(40)];
      // Few different numbers, so that some occur several times and some clusters cost the same.
      Arrays.setAll(numbers, _ -> random.nextInt(30) * 0.25 + 100);
      for (int most = 1; most <= 8; most++) {
        assertBest(Clusters.of(numbers, most), numbers, ones(numbers.length), most);
        double[] weights = weights(random, numbers.length);
        assertBest(Clusters.of(numbers, weights, most, OPTIMAL), numbers, weights, most);
      }
    }
  }

  @Test
  void ofEvenlySpacedNumbersAnyNumberOfClustersIsFound() {
    // What one more cluster saves is the same again and again: no price gives each number of them.
    double[] numbers = new double[60];
    Arrays.setAll(numbers, i -> i);
    for (int most = 1; most <= 60; most++) {
      Clusters found = Clusters.of(numbers, most);
      assertThat(found.size()).isEqualTo(most);
      assertBest(found, numbers, ones(60), most);
    }
  }

  @Test
  void manyNumbersHaveTheirBestClustersToo() {
    Random random = new Random(6);
    double[] numbers = new double[6000];
    Arrays.setAll(numbers, i -> i < 10 ? 1000 * i : random.nextGaussian());
    double[] weights = weights(random, numbers.length);
    for (int most : new int[] {2, 7, 20}) {
      assertBest(Clusters.of(numbers, most), numbers, ones(numbers.length), most);
      assertBest(Clusters.of(numbers, weights, most, OPTIMAL), numbers, weights, most);
    }
  }

  @Test
  void clustersOfBinsAreAsGoodAsTheySay() {
    Random random = new Random(7);
    for (int trial = 0; trial < 300; trial++) {
      double[] numbers = new double[300];
      double exponent = random.nextInt(1, 4);
      Arrays.setAll(numbers, _ -> Math.pow(random.nextGaussian(), exponent) - 50);
      double[] weights = trial % 2 == 0 ? ones(300) : weights(random, 300);
      int most = 1 + random.nextInt(6);
      Numbers given = Numbers.of(numbers, trial % 2 == 0 ? Optional.empty() : Optional.of(weights));
      Clusters found = Clusters.of(given, most, OPTIMAL, 10 + random.nextInt(200));
      double least = LeastScatter.of(numbers, weights, most);
      double slip = 1e-9 * (1 + least);
      assertThat(found.isExact()).isFalse();
      assertThat(found.bound()).isLessThanOrEqualTo(least + slip);
      assertThat(achieved(found, numbers, weights)).isBetween(least - slip, found.cost() + slip);
    }
  }

  @Test
  void manyBinsAreNearlyAsGoodAsAllNumbers() {
    Random random = new Random(8);
    double[] numbers = new double[100_000];
    Arrays.setAll(numbers, _ -> random.nextGaussian());
    Clusters found =
        Clusters.of(Numbers.of(numbers, Optional.empty()), 15, OPTIMAL, numbers.length / 2);
    assertThat(found.isExact()).isFalse();
    assertThat(found.distance()).isLessThan(1e-5);
    double least = Clusters.of(numbers, 15).cost();
    assertThat(found.cost()).isCloseTo(least, within(1e-5 * least));
  }

  @Test
  void linearClustersAreThoseOfPlainIterations() {
    Random random = new Random(9);
    for (int trial = 0; trial < 200; trial++) {
      double[] numbers = new double[2 + random.nextInt(100)];
      Arrays.setAll(numbers, _ -> Math.pow(random.nextGaussian(), 3));
      double[] expected = lloyd(numbers, 7);
      Clusters found = Clusters.of(numbers, ones(numbers.length), 7, new Clustering.Linear());
      assertThat(found.size()).isEqualTo(expected.length);
      for (int k = 0; k < found.size(); k++) {
        assertThat(found.centroid(k)).isCloseTo(expected[k], within(1e-9));
      }
      double least = LeastScatter.of(numbers, ones(numbers.length), 7);
      assertThat(found.cost()).isGreaterThanOrEqualTo(least - 1e-9);
      assertThat(found.bound()).isCloseTo(least, within(1e-9 * (1 + least)));
    }
  }

  private static double[] lloyd(double[] numbers, int clusters) {
    double least = Arrays.stream(numbers).min().orElseThrow();
    double greatest = Arrays.stream(numbers).max().orElseThrow();
    double[] centroids = new double[clusters];
    Arrays.setAll(centroids, k -> least + k * (greatest - least) / (clusters - 1));
    int[] counts = new int[clusters];
    for (int step = 0; step < 1000; step++) {
      double[] sums = new double[clusters];
      Arrays.fill(counts, 0);
      for (double number : numbers) {
        int nearest = 0;
        for (int k = 1; k < clusters; k++) {
          if (Math.abs(number - centroids[k]) < Math.abs(number - centroids[nearest])) {
            nearest = k;
          }
        }
        sums[nearest] += number;
        counts[nearest]++;
      }
      Arrays.setAll(centroids, k -> counts[k] > 0 ? sums[k] / counts[k] : centroids[k]);
    }
    return IntStream.range(0, clusters)
        .filter(k -> counts[k] > 0)
        .mapToDouble(k -> centroids[k])
        .toArray();
  }

  @Test
  void numbersWithoutWeightCountTheSame() {
    double[] numbers = {1, 2, 10, 12};
    Clusters found = Clusters.of(numbers, new double[4], 2, OPTIMAL);
    assertThat(found.centroid(0)).isEqualTo(1.5);
    assertThat(found.centroid(1)).isEqualTo(11);
    assertThat(Clusters.of(new double[0], 3).size()).isZero();
    assertThatThrownBy(() -> Clusters.of(numbers, new double[3], 2, OPTIMAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofEquallyNearCentroidsTheLowerOneIsTaken() {
    Clusters found = Clusters.of(new double[] {0, 2, 4}, 3);
    assertThat(found.of(1, 1)).isZero();
    assertThat(found.of(3.0001, 1)).isEqualTo(2);
    assertThat(found.of(-9, 1)).isZero();
    assertThat(found.of(9, 1)).isEqualTo(2);
  }
}
