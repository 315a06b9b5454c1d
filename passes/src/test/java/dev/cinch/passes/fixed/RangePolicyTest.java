// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangePolicyTest {

  private static Histogram of(double... numbers) {
    Histogram histogram = new Histogram();
    for (double x : numbers) {
      histogram.add(x);
    }
    return histogram;
  }

  private static Fixed max(boolean signed, int width, double... numbers) {
    return RangePolicy.MAX.format(of(numbers), signed, width, 100);
  }

  @ParameterizedTest
  @CsvSource({
    // Pixels of 0..255 over 256 fit exactly; a hair more than half a step beyond does not.
    "false, 8, 0.99609375, 8",
    "false, 8, 0.998, 8",
    "false, 8, 0.999, 7",
    "false, 8, 255, 0",
    "false, 8, 256, -1",
    "true, 8, 1, 6",
    "true, 8, 0.99, 7",
    "true, 8, 0.9999, 6",
    "true, 8, 1000, -3",
    "true, 16, 1e-6, 34",
  })
  void maxIsTheFinestFormatThatHoldsTheLargest(
      boolean signed, int width, double largest, int fraction) {
    assertThat(max(signed, width, 0, largest)).isEqualTo(new Fixed(signed, width, fraction));
  }

  @Test
  void lowerEndOfSignedFormatsIsUsed() {
    assertThat(max(true, 8, -1, 0.5)).isEqualTo(new Fixed(true, 8, 7));
    assertThat(max(true, 8, -1.1, 0.5)).isEqualTo(new Fixed(true, 8, 6));
  }

  @Test
  void zerosAloneHaveAFormat() {
    assertThat(max(true, 8)).isEqualTo(new Fixed(true, 8, 7));
    assertThat(max(false, 8, 0, 0)).isEqualTo(new Fixed(false, 8, 8));
    assertThat(max(false, 8, -1)).isEqualTo(new Fixed(false, 8, 8));
  }

  @Test
  void extremesOfDoublesHaveAFormat() {
    assertThat(max(true, 16, Double.MIN_VALUE).fraction()).isPositive();
    assertThat(max(true, 16, Double.MAX_VALUE).fraction()).isEqualTo(14 - 1024);
  }

  @Test
  void percentileLetsOutliersSaturate() {
    Histogram histogram = new Histogram();
    for (int i = 0; i < 9999; i++) {
      histogram.add(0.9 * i / 9999);
    }
    histogram.add(100);
    Fixed format = RangePolicy.PERCENTILE.format(histogram, false, 8, 99.99);
    assertThat(format).isEqualTo(new Fixed(false, 8, 8));
    assertThat(RangePolicy.PERCENTILE.format(histogram, false, 8, 100).fraction()).isEqualTo(1);
  }

  @Test
  void mseIsBestAmongAllFormatsOfTheWidth() {
    Random random = new Random(11);
    for (int width = 3; width <= 10; width++) {
      double[] numbers = random.doubles(4000).map(_ -> random.nextGaussian()).toArray();
      Fixed chosen = RangePolicy.MSE.format(of(numbers), true, width, 100);
      double least = error(numbers, chosen);
      for (int fraction = -4; fraction < 14; fraction++) {
        assertThat(error(numbers, new Fixed(true, width, fraction))).isGreaterThan(0.97 * least);
      }
    }
  }

  private static double error(double[] numbers, Fixed format) {
    double sum = 0;
    for (double x : numbers) {
      double rounded = format.value(format.quantize(x, Rounding.HALF_UP, Overflow.SATURATE));
      sum += (x - rounded) * (x - rounded);
    }
    return sum / numbers.length;
  }

  @Test
  void histogramEstimatesTheErrorWhateverTheOrderOfNumbers() {
    Random random = new Random(12);
    double[] numbers = random.doubles(20_000).map(_ -> random.nextGaussian()).toArray();
    Histogram histogram = of(numbers);
    java.util.Arrays.sort(numbers);
    Histogram sorted = of(numbers);
    for (int fraction = 0; fraction < 16; fraction++) {
      Fixed format = new Fixed(true, 8, fraction);
      double exact = error(numbers, format);
      assertThat(histogram.error(format)).isCloseTo(exact, within(0.05 * exact));
      assertThat(sorted.error(format)).isEqualTo(histogram.error(format));
    }
  }

  @Test
  void whatIsNoNumberIsCountedApart() {
    Histogram histogram = of(1, Double.NaN, Double.NEGATIVE_INFINITY, -2);
    assertThat(histogram.strange()).isEqualTo(2);
    assertThat(histogram.count()).isEqualTo(2);
    assertThat(histogram.least()).isEqualTo(-2);
  }
}
