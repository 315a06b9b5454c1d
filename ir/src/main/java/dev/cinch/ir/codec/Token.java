// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * Splits an unsigned integer into a token, which gets a Huffman code, and low bits, which follow as
 * they are. With {@code kept = m}, integers below {@code 2^m} are their own token; a larger one
 * keeps its highest set bit and the {@code m} bits behind it. So the alphabet stays small however
 * large the integers are, and none needs an escape.
 */
final class Token {

  /** The most bits a token keeps. */
  static final int MAX_KEPT = 16;

  private Token() {}

  /** The token of an integer. */
  static int of(long value, int kept) {
    if (value >>> kept == 0) {
      return (int) value;
    }
    int low = 63 - Long.numberOfLeadingZeros(value) - kept;
    return ((low + 1) << kept) + (int) (value >>> low & mask(kept));
  }

  /** How many low bits follow a token. */
  static int lowBits(int token, int kept) {
    return Math.max(0, (token >>> kept) - 1);
  }

  /** The smallest integer that has this token: the low bits are added to it. */
  static long base(int token, int kept) {
    return token >>> kept == 0
        ? token
        : (1L << kept | (token & mask(kept))) << lowBits(token, kept);
  }

  /** How many tokens there are for integers of {@code bits} significant bits. */
  static int count(int bits, int kept) {
    return bits <= kept ? 1 << bits : (bits - kept + 1) << kept;
  }

  private static int mask(int kept) {
    return (1 << kept) - 1;
  }
}
