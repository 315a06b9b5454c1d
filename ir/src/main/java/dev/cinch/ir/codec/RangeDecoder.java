// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.RangeEncoder.BITS;
import static dev.cinch.ir.codec.RangeEncoder.LOWEST;
import static dev.cinch.ir.codec.RangeEncoder.PLAIN_BITS;

/** Reads what a {@link RangeEncoder} wrote, and refuses to read beyond it. */
final class RangeDecoder extends BitSource implements Decisions {

  private static final int AHEAD = BITS / 8;

  private final byte[] bytes;
  private int settled;
  private long code;
  private long range = 1L << BITS;
  private long allowance;

  RangeDecoder(byte[] bytes) {
    this.bytes = bytes;
    this.allowance = Decisions.allowance(bytes.length);
    for (int k = 0; k < AHEAD; k++) {
      code = code << 8 | at(k);
    }
  }

  private RangeDecoder(RangeDecoder other) {
    this.bytes = other.bytes;
    this.settled = other.settled;
    this.code = other.code;
    this.range = other.range;
    this.allowance = other.allowance;
  }

  /** A byte, or a zero behind the last one. */
  private int at(int index) {
    return index < bytes.length ? bytes[index] & 0xFF : 0;
  }

  @Override
  BitSource fork() {
    return new RangeDecoder(this);
  }

  @Override
  public int decide(int bit, int probability) throws Malformed {
    work(1);
    long bound = (range >>> PROBABILITY_BITS) * probability;
    int decided;
    if (code < bound) {
      range = bound;
      decided = 1;
    } else {
      code -= bound;
      range -= bound;
      decided = 0;
    }
    while (range < LOWEST) {
      shift();
    }
    return decided;
  }

  @Override
  public long plain(long value, int bits) throws Malformed {
    return take(bits);
  }

  @Override
  public void work(long steps) throws Malformed {
    allowance -= steps;
    if (allowance < 0) {
      throw new Malformed("more numbers than its bytes can hold");
    }
  }

  @Override
  long take(int bits) throws Malformed {
    long value = 0;
    int left = bits;
    while (left > PLAIN_BITS) {
      left -= PLAIN_BITS;
      value = value << PLAIN_BITS | takeFew(PLAIN_BITS);
    }
    return value << left | takeFew(left);
  }

  private long takeFew(int bits) throws Malformed {
    range >>>= bits;
    long value = bits == 1 ? (code >= range ? 1 : 0) : code / range;
    if (value >>> bits != 0) {
      throw new Malformed("a number that no range holds");
    }
    code -= value * range;
    if (code >= range) {
      throw new Malformed("a number that no range holds");
    }
    while (range < LOWEST) {
      shift();
    }
    return value;
  }

  private void shift() throws Malformed {
    if (settled >= bytes.length) {
      throw new Malformed("it ends too early");
    }
    code = code << 8 | at(settled + AHEAD);
    range <<= 8;
    settled++;
  }

  /** How many bytes are settled. */
  int settled() {
    return settled;
  }

  /** How many bits were read; a fraction of one counts as one. */
  long bitsRead() {
    return 8L * settled + BITS - Integers.highest(range);
  }

  @Override
  long remaining() {
    return 8L * (bytes.length - settled) + Long.SIZE;
  }

  /** Nothing may be left but the bytes that end what was read. */
  void finish() throws Malformed {
    long ahead = 0;
    for (int k = 0; k < AHEAD; k++) {
      ahead = ahead << 8 | at(settled + k);
    }
    // The fraction may have carried into settled bytes; modulo 2^48 it is the writer's.
    long low = ahead - code;
    int more = RangeEncoder.endBytes(low, range);
    int left = bytes.length - settled;
    if (left > more) {
      throw new Malformed(left - more + " bytes follow its end");
    }
    if (left < more || RangeEncoder.end(low, more) != ahead) {
      throw new Malformed("it ends too early");
    }
  }
}
