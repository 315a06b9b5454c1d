// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitWriterTest {

  @Test
  void bitsOfEveryLengthAreReadBackAtEveryOffset() throws Malformed {
    BitWriter out = new BitWriter();
    Random random = new Random(1);
    for (int k = 0; k < 10_000; k++) {
      out.put(random.nextLong(), k % 65);
    }
    BitReader in = new BitReader(out.toBytes());
    random = new Random(1);
    for (int k = 0; k < 10_000; k++) {
      int bits = k % 65;
      long expected = bits == 0 ? 0 : random.nextLong() << (64 - bits) >>> (64 - bits);
      if (bits == 0) {
        random.nextLong();
      }
      assertThat(in.take(bits)).isEqualTo(expected);
    }
    in.finish();
  }

  @Test
  void theMostSignificantBitComesFirst() {
    BitWriter out = new BitWriter();
    out.put(1, 1);
    out.put(0b0110, 4);
    assertThat(out.toBytes()).containsExactly(0b10110000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 6, 7, 127, 128, 16_383, 16_384, (1L << 62) - 2})
  void numbersAreReadBack(long value) throws Malformed {
    BitWriter out = new BitWriter();
    out.putVarint(value);
    out.putSmall(value);
    out.putSignedVarint(value & 0x3FFFFFFF);
    out.putSignedVarint(-(value & 0x3FFFFFFF));
    BitReader in = new BitReader(out.toBytes());
    assertThat(in.takeVarint()).isEqualTo(value);
    long before = in.position();
    assertThat(in.takeSmall()).isEqualTo(value);
    assertThat(in.position() - before).isEqualTo(BitWriter.smallBits(value));
    assertThat(in.takeSignedVarint()).isEqualTo((int) value & 0x3FFFFFFF);
    assertThat(in.takeSignedVarint()).isEqualTo(-((int) value & 0x3FFFFFFF));
    in.finish();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE})
  void zigzagHasAnInverse(long value) {
    assertThat(BitReader.unzigzag(BitWriter.zigzag(value))).isEqualTo(value);
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
}
