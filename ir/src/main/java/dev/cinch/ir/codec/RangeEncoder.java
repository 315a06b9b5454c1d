// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.util.Arrays;

/**
 * Writes decisions as a fraction (range coding: Martin 1979; as arithmetic coding: Rissanen and
 * Langdon 1979). The fraction's next 48 bits are at least {@code low} and less than {@code low +
 * range}; whole bytes leave as soon as the range is below 2^40, and a carry is added to those that
 * have left.
 */
final class RangeEncoder extends BitSink implements Decisions {

  /** Bits of the fraction that are not settled yet. */
  static final int BITS = 48;

  /** A byte leaves below this range. */
  static final long LOWEST = 1L << (BITS - 8);

  /** At most so many bits are plain at once. */
  static final int PLAIN_BITS = 16;

  private static final long MASK = (1L << BITS) - 1;
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[64];
  private int size;
  private long low;
  private long range = 1L << BITS;
  private long work;

  @Override
  public int decide(int bit, int probability) {
    work++;
    long bound = (range >>> PROBABILITY_BITS) * probability;
    if (bit != 0) {
      range = bound;
    } else {
      low += bound;
      range -= bound;
      carry();
    }
    while (range < LOWEST) {
      shift();
    }
    return bit;
  }

  @Override
  public long plain(long value, int bits) {
    put(value, bits);
    return value;
  }

  @Override
  public void work(long steps) {
    work += steps;
  }

  /** All decisions and steps of work up to here. */
  long work() {
    return work;
  }

  @Override
  void put(long value, int bits) {
    int left = bits;
    while (left > PLAIN_BITS) {
      left -= PLAIN_BITS;
      putFew(value >>> left, PLAIN_BITS);
    }
    putFew(value, left);
  }

  private void putFew(long value, int bits) {
    range >>>= bits;
    low += (value & ((1L << bits) - 1)) * range;
    carry();
    while (range < LOWEST) {
      shift();
    }
  }

  private void carry() {
    if (low > MASK) {
      low &= MASK;
      int at = size - 1;
      while (++bytes[at] == 0) {
        at--;
      }
    }
  }

  private void shift() {
    if (size == bytes.length) {
      if (size == LARGEST) {
        throw new IllegalArgumentException("a weight stream of more than " + LARGEST + " bytes");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, 2L * size));
    }
    bytes[size++] = (byte) (low >>> (BITS - 8));
    low = low << 8 & MASK;
    range <<= 8;
  }

  /**
   * Everything that was written, in the fewest bytes after which nothing that could follow would
   * change what is read: so no stream is the beginning of another. Nothing may be written then.
   */
  byte[] toBytes() {
    int more = endBytes(low, range);
    low = end(low, more);
    carry();
    for (int k = 0; k < more; k++) {
      shift();
    }
    return Arrays.copyOf(bytes, size);
  }

  /** How many bytes of the unsettled bits tell a range from its neighbours. */
  static int endBytes(long low, long range) {
    int more = 0;
    while (end(low, more) + (1L << (BITS - 8 * more)) > low + range) {
      more++;
    }
    return more;
  }

  /** The least number that is not below {@code low} and has zeros behind its first bytes. */
  static long end(long low, int more) {
    long step = 1L << (BITS - 8 * more);
    return (low + step - 1) & -step;
  }
}
