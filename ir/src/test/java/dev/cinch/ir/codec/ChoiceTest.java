// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  @Test
  void whatIsWrittenIsAsLongAsSaidAndIsReadBack() throws Malformed {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      int shift = random.nextInt(64);
      boolean skewed = random.nextBoolean();
      long[] values = new long[random.nextInt(200)];
      for (int i = 0; i < values.length; i++) {
        int more = skewed ? random.nextInt(64 - shift) : 0;
        values[i] = random.nextLong() >>> shift >>> more;
      }
      assertReadBack(values);
    }
  }

  @Test
  void aLaplacianIsWrittenCloseToItsEntropy() throws Malformed {
    Random random = new Random(6);
    long[] values = new long[200_000];
    double scale = 300;
    for (int i = 0; i < values.length; i++) {
      double magnitude = -Math.log(1 - random.nextDouble()) * scale;
      values[i] = BitSink.zigzag(Math.round(random.nextBoolean() ? magnitude : -magnitude));
    }
    double entropy = Math.log(2 * Math.E * scale) / Math.log(2);
    assertThat(assertReadBack(values) / (double) values.length).isLessThan(entropy * 1.01);
  }

  @Test
  void noiseTakesItsWidthAndNoTable() throws Malformed {
    long[] values = new Random(7).longs(3000).toArray();
    assertThat(assertReadBack(values)).isEqualTo(Coder.TAG_BITS + 7 + 64 * 3000);
  }

  @Test
  void aFewNumbersPayForNoTable() throws Malformed {
    assertThat(assertReadBack(new long[] {3, 0, 9, 1})).isLessThanOrEqualTo(26);
    assertThat(assertReadBack(new long[20])).isLessThanOrEqualTo(9);
  }

  @Test
  void moreThanAMillionNumbersTakeAtLeastABitEach() throws Malformed {
    long[] values = new long[(int) Coder.MAX_FREE + 1];
    Arrays.fill(values, 1);
    assertThat(assertReadBack(values)).isGreaterThan(Coder.MAX_FREE);
    assertThat(assertReadBack(Arrays.copyOf(values, values.length - 1))).isLessThan(20);
  }

  @Test
  void aCountThatTheBytesCannotHoldIsRefused() {
    RangeEncoder out = new RangeEncoder();
    new Packed(3).describe(out);
    out.put(0, 30);
    byte[] bytes = out.toBytes();
    assertThatThrownBy(() -> Coder.read(new RangeDecoder(bytes), 200))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("200 numbers in");
  }

  private static long assertReadBack(long[] values) throws Malformed {
    Sequence sequence = (LongConsumer consumer) -> Arrays.stream(values).forEachOrdered(consumer);
    Choice choice = Choice.of(sequence);
    RangeEncoder out = new RangeEncoder();
    choice.coder().describe(out);
    sequence.forEach(value -> choice.coder().put(out, value));
    CostCounter counter = new CostCounter();
    Numbers.write(counter, sequence, choice.coder());
    assertThat(counter.bits()).isEqualTo(choice.bits());
    RangeDecoder in = new RangeDecoder(out.toBytes());
    Coder coder = Coder.read(in, values.length);
    for (long value : values) {
      assertThat(coder.next(in)).isEqualTo(value);
    }
    in.finish();
    return choice.bits();
  }
}
