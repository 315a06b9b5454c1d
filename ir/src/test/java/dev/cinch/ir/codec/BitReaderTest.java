// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitReaderTest {

  @Test
  void bitsOfEveryLengthAreReadAtEveryOffset() throws Malformed {
    byte[] bytes = new byte[4096];
    new Random(1).nextBytes(bytes);
    BigInteger all = new BigInteger(1, bytes);
    BitReader in = new BitReader(bytes);
    for (int k = 0; in.remaining() >= 64; k++) {
      int bits = k % 65;
      long left = in.remaining() - bits;
      long expected =
          all.shiftRight((int) left)
              .and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE))
              .longValue();
      assertThat(in.take(bits)).isEqualTo(expected);
    }
  }

  @Test
  void theMostSignificantBitComesFirst() throws Malformed {
    BitReader in = new BitReader(new byte[] {(byte) 0b10110000});
    assertThat(in.take(1)).isEqualTo(1);
    assertThat(in.fork().take(4)).isEqualTo(0b0110);
    assertThat(in.take(4)).isEqualTo(0b0110);
    in.finish();
  }

  @Test
  void varintsAndSmallNumbersAreRead() throws Malformed {
    byte[] bytes = {(byte) 0x85, 0x03, 0x07, 0x06, (byte) 0b1_010_0111, (byte) 0b1_0000000};
    BitReader in = new BitReader(bytes);
    assertThat(in.takeVarint()).isEqualTo(5 + (3 << 7));
    assertThat(in.takeSignedVarint()).isEqualTo(-4);
    assertThat(in.takeInt()).isEqualTo(6);
    assertThat(in.takeSmall()).isZero();
    assertThat(in.takeSmall()).isEqualTo(1);
    assertThat(in.take(1)).isZero();
    for (int k = 0; k < 4; k++) {
      assertThat(in.takeSmall()).isZero();
    }
    in.finish();
  }

  @Test
  void nothingIsReadBeyondTheEnd() throws Malformed {
    BitReader in = new BitReader(new byte[] {1, 2});
    assertThat(in.peek(32)).isEqualTo(0x01020000);
    in.skip(9);
    assertThatThrownBy(() -> in.take(8)).isInstanceOf(Malformed.class);
    assertThat(in.remaining()).isEqualTo(7);
    assertThatThrownBy(in::finish).hasMessageContaining("zeros");
  }

  @Test
  void numbersInMoreBytesThanTheyNeedAreRefused() {
    assertThatThrownBy(() -> new BitReader(new byte[] {(byte) 0x80, 0}).takeVarint())
        .hasMessageContaining("leading zeros");
    assertThatThrownBy(() -> new BitReader(new byte[32]).takeSmall()).hasMessageContaining("2^62");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE})
  void zigzagHasAnInverse(long value) {
    assertThat(BitSource.unzigzag(BitSink.zigzag(value))).isEqualTo(value);
  }
}
