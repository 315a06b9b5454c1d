// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.MEAN;
import static dev.cinch.ir.codec.Logistic.ONE;
import static dev.cinch.ir.codec.Logistic.VARIANCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticTest {

  private static double entropy(double p) {
    return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.002, 0.05, 0.3, 0.5, 0.8, 0.99})
  void aRateIsLearnedForAFewBits(double rate) throws Malformed {
    Random random = new Random(1);
    Logistic logistic = new Logistic();
    int whole = logistic.family(1, 0, 4 * VARIANCE);
    CostCounter counter = new CostCounter();
    int ones = 0;
    int count = 5000;
    for (int k = 0; k < count; k++) {
      int bit = random.nextDouble() < rate ? 1 : 0;
      ones += bit;
      logistic.on(whole).decide(counter, bit);
    }
    double learned = counter.bits() - count * entropy((double) ones / count);
    assertThat(learned).isLessThan(30);
  }

  @Test
  void rowsAndColumnsAddUp() throws Malformed {
    Random random = new Random(2);
    Logistic logistic = new Logistic();
    int rows = logistic.family(60, 0, VARIANCE);
    int columns = logistic.family(60, 0, VARIANCE);
    double[] ofRow = random.doubles(60, -2, 2).toArray();
    double[] ofColumn = random.doubles(60, -2, 2).toArray();
    CostCounter counter = new CostCounter();
    double bits = 0;
    for (int r = 0; r < 60; r++) {
      for (int c = 0; c < 60; c++) {
        double p = 1 / (1 + Math.exp(-ofRow[r] - ofColumn[c]));
        bits += entropy(p);
        int bit = random.nextDouble() < p ? 1 : 0;
        logistic.on(rows + r).on(columns + c).decide(counter, bit);
      }
    }
    assertThat((double) counter.bits()).isLessThan(bits + 120 * 3.5);
  }

  @Test
  void aFactorScalesWhatACoefficientSays() throws Malformed {
    Logistic logistic = new Logistic();
    int slope = logistic.family(1, MEAN / 2, VARIANCE);
    CostCounter counter = new CostCounter();
    logistic.on(slope, 3 * ONE).decide(counter, 1);
    assertThat(logistic.logit()).isEqualTo(3 * ONE / 2);
    logistic.on(slope, -ONE).decide(counter, 0);
    assertThat(logistic.logit()).isLessThan(-ONE / 2);
  }

  @Test
  void whatIsCertainCostsLittleAndIsNeverImpossible() throws Malformed {
    Logistic logistic = new Logistic();
    int whole = logistic.family(1, 0, 4 * VARIANCE);
    CostCounter counter = new CostCounter();
    for (int k = 0; k < 1_000_000; k++) {
      logistic.on(whole).decide(counter, 0);
    }
    assertThat(counter.bits()).isBetween(500L, 1000L);
    long before = counter.bits();
    logistic.on(whole).decide(counter, 1);
    assertThat(counter.bits() - before).isLessThanOrEqualTo(12);
  }

  @Test
  void writingAndReadingLearnTheSame() throws Malformed {
    RangeEncoder out = new RangeEncoder();
    walk(out);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    walk(in);
    in.finish();
  }

  /** Decisions on up to 200 coefficients with factors of all sizes. */
  private static void walk(Decisions coder) throws Malformed {
    Random random = new Random(3);
    Logistic logistic = new Logistic();
    int first = logistic.family(300, 0, 15 * VARIANCE);
    for (int k = 0; k < 4000; k++) {
      for (int n = random.nextInt(k % 10 == 0 ? 200 : 8); n >= 0; n--) {
        logistic.on(first + random.nextInt(300), random.nextInt(-4 * ONE, 4 * ONE + 1));
      }
      int bit = random.nextInt(3) == 0 ? 1 : 0;
      assertThat(logistic.decide(coder, bit)).isEqualTo(bit);
    }
  }
}
