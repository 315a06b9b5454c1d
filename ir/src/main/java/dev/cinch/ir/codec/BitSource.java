// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/** Where numbers of known width come from. */
abstract sealed class BitSource permits BitReader, RangeDecoder {

  /** The next {@code bits} bits, at most 64, as an unsigned number. */
  abstract long take(int bits) throws Malformed;

  /** At most so many bits are left. */
  abstract long remaining();

  /** Reads on from here, while this one stays where it is. */
  abstract BitSource fork();

  /** The inverse of {@link BitSink#putSmall}. */
  final long takeSmall() throws Malformed {
    int zeros = 0;
    while (take(1) == 0) {
      if (++zeros > 61) {
        throw new Malformed("a number above 2^62");
      }
    }
    return (1L << zeros | take(zeros)) - 1;
  }

  /** The inverse of {@link BitSink#putCount}. */
  final long takeCount(int order) throws Malformed {
    long high = takeSmall();
    if (high >>> (Long.SIZE - 1 - order) != 0) {
      throw new Malformed("a number of more than 63 bits");
    }
    return high << order | take(order);
  }

  /** A {@link #takeCount} as an {@code int}. */
  final int takeInt(int order) throws Malformed {
    long value = takeCount(order);
    if (value > Integer.MAX_VALUE) {
      throw new Malformed("a number of more than 31 bits");
    }
    return (int) value;
  }

  /** The inverse of {@link BitSink#zigzag}. */
  static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
