// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/** Where numbers of known width go. */
abstract sealed class BitSink permits RangeEncoder, CostCounter {

  /** Writes the low {@code bits} bits of a value, 0 to 64 of them. */
  abstract void put(long value, int bits);

  /**
   * Writes a small number without a table: {@code n} zeros, then {@code value + 1} in {@code n + 1}
   * bits (exponential Golomb code of order 0). 0 takes one bit, 1 and 2 take three.
   *
   * @param value at least 0, below 2^62
   */
  final void putSmall(long value) {
    int n = 63 - Long.numberOfLeadingZeros(value + 1);
    putEach(1, n + 1);
    put(value + 1, n);
  }

  /** Writes the low bits of a value one by one, for a reader that looks at each. */
  final void putEach(long value, int bits) {
    for (int bit = bits - 1; bit >= 0; bit--) {
      put(value >>> bit, 1);
    }
  }

  /** How many bits {@link #putSmall} writes. */
  static long smallBits(long value) {
    return 127L - 2L * Long.numberOfLeadingZeros(value + 1);
  }

  /** Writes an exponential Golomb code of some order: a small number and {@code order} low bits. */
  final void putCount(long value, int order) {
    putSmall(value >>> order);
    put(value, order);
  }

  /** 0, -1, 1, -2, … as 0, 1, 2, 3, …, an unsigned 64-bit integer. */
  static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }
}
