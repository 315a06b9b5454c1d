// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeCoderTest {

  private static final int CERTAIN = 1 << Decisions.PROBABILITY_BITS;

  /** What a seed says to write: decisions of any probability, likely ones more often, and bits. */
  private static void walk(Decisions coder, long seed, int steps) throws Malformed {
    Random random = new Random(seed);
    for (int k = 0; k < steps; k++) {
      if (random.nextInt(4) == 0) {
        int bits = random.nextInt(65);
        long value = bits == 0 ? 0 : random.nextLong() >>> (64 - bits);
        assertThat(coder.plain(value, bits)).isEqualTo(value);
      } else {
        int probability =
            Math.clamp(
                (long) (CERTAIN / (1 + Math.exp(6 * random.nextGaussian()))),
                Decisions.LEAST,
                CERTAIN - Decisions.LEAST);
        int bit = random.nextInt(CERTAIN) < probability ? 1 : 0;
        assertThat(coder.decide(bit, probability)).isEqualTo(bit);
      }
    }
  }

  @Test
  void whatIsWrittenIsReadBackToTheLastBit() throws Malformed {
    for (int seed = 0; seed < 2000; seed++) {
      RangeEncoder out = new RangeEncoder();
      walk(out, seed, seed % 97);
      RangeDecoder in = new RangeDecoder(out.toBytes());
      walk(in, seed, seed % 97);
      in.finish();
    }
  }

  @Test
  void itTakesWhatTheProbabilitiesSay() throws Malformed {
    RangeEncoder out = new RangeEncoder();
    CostCounter counter = new CostCounter();
    walk(out, 5, 20_000);
    walk(counter, 5, 20_000);
    assertThat(8.0 * out.toBytes().length)
        .isBetween(counter.bits() * 0.9995, counter.bits() * 1.0005 + 16);
  }

  @Test
  void carriesReachBytesThatHaveLeft() throws Malformed {
    RangeEncoder out = new RangeEncoder();
    out.put(0x7FFF_FFFF_FFFF_FFFFL, 64);
    out.put(0xFFFF_FFFFL, 32);
    out.decide(0, CERTAIN - Decisions.LEAST);
    for (int k = 0; k < 50; k++) {
      out.decide(0, CERTAIN - Decisions.LEAST);
    }
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThat(in.take(64)).isEqualTo(0x7FFF_FFFF_FFFF_FFFFL);
    assertThat(in.take(32)).isEqualTo(0xFFFF_FFFFL);
    for (int k = 0; k < 51; k++) {
      assertThat(in.decide(1, CERTAIN - Decisions.LEAST)).isZero();
    }
    in.finish();
  }

  @Test
  void noStreamIsTheBeginningOfAnother() throws Malformed {
    Set<String> streams = new HashSet<>();
    for (int first = 0; first < 512; first++) {
      RangeEncoder out = new RangeEncoder();
      for (int bit = 8; bit >= 0; bit--) {
        out.decide(first >>> bit & 1, 3000);
      }
      streams.add(Arrays.toString(out.toBytes()).replace("]", ","));
    }
    assertThat(streams).hasSize(512);
    for (String stream : streams) {
      assertThat(streams.stream().filter(other -> other.startsWith(stream))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 20, 500})
  void moreOrFewerBytesAreRefused(int steps) throws Malformed {
    RangeEncoder out = new RangeEncoder();
    walk(out, steps, steps);
    byte[] bytes = out.toBytes();
    RangeDecoder in = new RangeDecoder(Arrays.copyOf(bytes, bytes.length + 2));
    walk(in, steps, steps);
    assertThatThrownBy(in::finish).hasMessageContaining("2 bytes follow its end");
  }

  @Test
  void nothingIsReadFarBeyondTheEnd() {
    RangeDecoder in = new RangeDecoder(new byte[] {1, 2, 3});
    assertThatThrownBy(() -> in.take(64)).hasMessageContaining("ends too early");
  }

  @Test
  void aShortStreamPaysForSoManyDecisionsAndNoMore() throws Malformed {
    RangeDecoder in = new RangeDecoder(new byte[10]);
    in.work(Decisions.allowance(10));
    assertThatThrownBy(() -> in.decide(0, CERTAIN / 2)).hasMessageContaining("more numbers");
  }

  @Test
  void aForkReadsOnByItself() throws Malformed {
    RangeEncoder out = new RangeEncoder();
    out.put(0x1234, 16);
    out.putSmall(99);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThat(in.fork().take(16)).isEqualTo(0x1234);
    assertThat(in.take(16)).isEqualTo(0x1234);
    assertThat(in.takeSmall()).isEqualTo(99);
    in.finish();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 6, 7, 127, 128, 16_383, 16_384, (1L << 62) - 2})
  void numbersAreReadBackAndTakeWhatIsSaid(long value) throws Malformed {
    RangeEncoder out = new RangeEncoder();
    out.putSmall(value);
    out.putCount(value >>> 3, 3);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThat(in.takeSmall()).isEqualTo(value);
    assertThat(in.bitsRead()).isEqualTo(BitSink.smallBits(value));
    assertThat(in.takeCount(3)).isEqualTo(value >>> 3);
    in.finish();
  }
}
