// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 15, 16})
  void tokenAndLowBitsGiveTheIntegerBack(int kept) {
    for (int shift = 0; shift < 64; shift++) {
      for (long near = -2; near <= 2; near++) {
        long value = (1L << shift) + near;
        int token = Token.of(value, kept);
        long low = value & ((1L << Token.lowBits(token, kept)) - 1);
        assertThat(Token.base(token, kept) | low).isEqualTo(value);
        assertThat(Token.base(token, kept) & low).isZero();
        assertThat(token).isBetween(0, Token.count(64, kept) - 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7})
  void tokensAscendWithoutAGap(int kept) {
    int last = -1;
    for (long value = 0; value < 5000; value++) {
      int token = Token.of(value, kept);
      assertThat(token).isBetween(last, last + 1);
      last = token;
    }
    assertThat(Token.of(4095, kept)).isEqualTo(Token.count(12, kept) - 1);
  }
}
