// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.util.Arrays;

/** Collects bits into bytes, the most significant first. */
final class BitWriter {

  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[64];
  private int size;
  private long pending;
  private int pendingBits;

  /** Writes the low {@code bits} bits of a value, 0 to 64 of them. */
  void put(long value, int bits) {
    if (bits > 32) {
      put(value >>> 32, bits - 32);
      put(value, 32);
      return;
    }
    pending = pending << bits | (value & ((1L << bits) - 1));
    pendingBits += bits;
    if (size + 4 >= bytes.length) {
      grow(8);
    }
    while (pendingBits >= 8) {
      pendingBits -= 8;
      bytes[size++] = (byte) (pending >>> pendingBits);
    }
  }

  /** Makes room for that many bits at once. */
  void reserve(long bits) {
    grow(bits / 8 + 8);
  }

  private void grow(long more) {
    long wanted = size + more;
    if (wanted > LARGEST) {
      throw new IllegalArgumentException("a weight stream of " + wanted + " bytes");
    }
    if (wanted > bytes.length) {
      long half = bytes.length + (long) (bytes.length >> 1);
      bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(wanted, half)));
    }
  }

  /**
   * Writes a small number without a table: {@code n} zeros, then {@code value + 1} in {@code n + 1}
   * bits (exponential Golomb code of order 0). 0 takes one bit, 1 and 2 take three.
   *
   * @param value at least 0, below 2^62
   */
  void putSmall(long value) {
    int n = 63 - Long.numberOfLeadingZeros(value + 1);
    put(0, n);
    put(value + 1, n + 1);
  }

  /** How many bits {@link #putSmall} writes. */
  static long smallBits(long value) {
    return 127L - 2L * Long.numberOfLeadingZeros(value + 1);
  }

  /** Writes seven bits to a byte, the lowest first, the high bit set on all bytes but the last. */
  void putVarint(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      put((rest & 0x7F) | 0x80, 8);
      rest >>>= 7;
    }
    put(rest, 8);
  }

  /** A signed varint: 0, -1, 1, -2, … are 0, 1, 2, 3, …. */
  void putSignedVarint(long value) {
    putVarint(zigzag(value));
  }

  /** 0, -1, 1, -2, … as 0, 1, 2, 3, …, an unsigned 64-bit integer. */
  static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  /** How many bits were written. */
  long bits() {
    return 8L * size + pendingBits;
  }

  /** Everything that was written, and zeros up to a whole byte. */
  byte[] toBytes() {
    if (pendingBits > 0) {
      put(0, 8 - pendingBits);
    }
    return Arrays.copyOf(bytes, size);
  }
}
