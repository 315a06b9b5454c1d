// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when a step makes things worse, or bits are not what a price makes of them. */
class EntropyConstrainedTest {

  private static double[] gaussian(long seed, int size) {
    Random random = new Random(seed);
    double[] numbers = new double[size];
    Arrays.setAll(numbers, _ -> random.nextGaussian());
    return numbers;
  }

  private static Clustering.EntropyConstrained priced(double price) {
    return new Clustering.EntropyConstrained(price, OptionalLong.empty());
  }

  private static int[] counts(Clusters clusters, double[] numbers, double[] weights) {
    int[] counts = new int[clusters.size()];
    for (int i = 0; i < numbers.length; i++) {
      counts[clusters.of(numbers[i], weights[i])]++;
    }
    return counts;
  }

  private static double entropy(int[] counts) {
    double all = Arrays.stream(counts).sum();
    return Arrays.stream(counts)
        .filter(count -> count > 0)
        .mapToDouble(count -> -count / all * Math.log(count / all) / Math.log(2))
        .sum();
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void noStepMakesThingsWorse() {
    double[] numbers = gaussian(1, 500);
    double[] weights = Arrays.stream(gaussian(2, 500)).map(Math::abs).toArray();
    for (double price : new double[] {0, 0.001, 0.05, 1}) {
      for (OptionalLong zeros : new OptionalLong[] {OptionalLong.empty(), OptionalLong.of(900)}) {
        Clustering.EntropyConstrained method = new Clustering.EntropyConstrained(price, zeros);
        double[] centroids = {-2, -1, 0, 1, 1.5, 2};
        Numbers given = Numbers.of(numbers, Optional.of(weights));
        Points points = Points.of(given.unweighted(), 1000);
        for (CodeSums.Source source :
            new CodeSums.Source[] {CodeSums.runs(points), CodeSums.each(given)}) {
          EntropyDescent descent = new EntropyDescent(source, method, 500, centroids);
          double before = descent.cost();
          for (int step = 0; step < 60; step++) {
            descent.step();
            assertThat(descent.cost()).isLessThanOrEqualTo(before + 1e-12);
            before = descent.cost();
          }
        }
      }
    }
  }

  @Test
  void dearerBitsAreFewerAndCostWhatTheyShould() {
    double[] numbers = gaussian(3, 20_000);
    double last = Double.POSITIVE_INFINITY;
    for (double price : new double[] {1e-4, 1e-3, 1e-2, 0.1, 1}) {
      Clusters found = Clusters.of(numbers, ones(numbers.length), 31, priced(price));
      int[] counts = counts(found, numbers, ones(numbers.length));
      double bits = entropy(counts);
      assertThat(bits).isLessThan(last);
      last = bits;
      double distance = 0;
      for (int i = 0; i < numbers.length; i++) {
        double away = numbers[i] - found.centroid(found.of(numbers[i], 1));
        distance += away * away;
      }
      double cost = distance + price * bits * numbers.length;
      assertThat(found.cost()).isCloseTo(cost, within(1e-6 * cost));
      assertThat(found.isExact()).isFalse();
    }
    // Of a unit normal source, no quantizer can be within 0.25 bits of the Shannon bound, and at
    // high rates the entropy-constrained one is 0.254 bits away (Gish, Pierce 1968).
    Clusters fine = Clusters.of(numbers, ones(numbers.length), 255, priced(1e-4));
    double bits = entropy(counts(fine, numbers, ones(numbers.length)));
    double error = (fine.cost() - 1e-4 * bits * numbers.length) / numbers.length;
    assertThat(bits - Math.log(1 / error) / Math.log(4)).isBetween(0.2, 0.3);
  }

  @Test
  void clustersDieWhereBitsAreDear() {
    double[] numbers = gaussian(4, 2000);
    assertThat(Clusters.of(numbers, ones(2000), 15, priced(100)).size()).isEqualTo(1);
    assertThat(Clusters.of(numbers, ones(2000), 15, priced(0.3)).size()).isBetween(2, 14);
  }

  @Test
  void freeBitsLeaveOptimalClusters() {
    double[] numbers = gaussian(5, 3000);
    double[] weights = Arrays.stream(gaussian(6, 3000)).map(Math::abs).toArray();
    double least = Clusters.of(numbers, weights, 9, new Clustering.Optimal()).cost();
    Clusters found = Clusters.of(numbers, weights, 9, priced(0));
    assertThat(found.cost()).isCloseTo(least, within(1e-9 * least));
  }

  @Test
  void numbersOfOneWeightAreTreatedAlikeEitherWay() {
    double[] numbers = gaussian(7, 4000);
    Clusters each = Clusters.of(numbers, ones(4000), 15, priced(0.02));
    Clusters runs =
        Clusters.of(Numbers.of(numbers, Optional.empty()), 15, priced(0.02), Integer.MAX_VALUE);
    assertThat(runs.size()).isEqualTo(each.size());
    for (double number : numbers) {
      assertThat(runs.of(number, 1)).isEqualTo(each.of(number, 1));
    }
  }

  @Test
  void numbersNearZeroJoinZerosWhereThereAreMany() {
    double[] numbers = gaussian(8, 1000);
    Clusters alone =
        Clusters.of(
            numbers, ones(1000), 15, new Clustering.EntropyConstrained(0.02, OptionalLong.of(0)));
    Clusters many =
        Clusters.of(
            numbers,
            ones(1000),
            15,
            new Clustering.EntropyConstrained(0.02, OptionalLong.of(50_000)));
    assertThat(zeros(many, numbers)).isGreaterThan(zeros(alone, numbers) + 50);
  }

  private static long zeros(Clusters clusters, double[] numbers) {
    return Arrays.stream(numbers).filter(n -> clusters.centroid(clusters.of(n, 1)) == 0).count();
  }

  @Test
  void numbersThatMatterLessAreCodedInFewerBits() {
    double[] numbers = gaussian(9, 4000);
    double[] weights = new double[4000];
    Arrays.setAll(weights, i -> i % 2 == 0 ? 1 : 0.01);
    Clusters found = Clusters.of(numbers, weights, 15, priced(0.005));
    double heavy = 0;
    double light = 0;
    for (int i = 0; i < numbers.length; i++) {
      double charge = found.charge(found.of(numbers[i], weights[i]));
      heavy += i % 2 == 0 ? charge : 0;
      light += i % 2 == 0 ? 0 : charge;
    }
    assertThat(light).isLessThan(0.8 * heavy);
  }
}
