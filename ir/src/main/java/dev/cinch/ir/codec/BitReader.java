// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the plain bits of version 1, the most significant of each byte first, and refuses to read
 * beyond them.
 */
final class BitReader extends BitSource {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The most bits that {@link #peek} sees. */
  static final int PEEK_BITS = 56;

  private final byte[] bytes;
  private final long end;
  private long position;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = 8L * bytes.length;
  }

  @Override
  long take(int bits) throws Malformed {
    if (bits > 32) {
      long high = take(bits - 32);
      return high << 32 | take(32);
    }
    long value = peek(bits);
    skip(bits);
    return value;
  }

  /** The next bits without moving on, at most {@link #PEEK_BITS}; zeros follow the end. */
  long peek(int bits) {
    int at = (int) (position >>> 3);
    long word;
    if (at + 8 <= bytes.length) {
      word = (long) WORD.get(bytes, at);
    } else {
      word = 0;
      for (int i = 0; i < 8; i++) {
        word = word << 8 | (at + i < bytes.length ? bytes[at + i] & 0xFF : 0);
      }
    }
    return word << (position & 7) >>> 1 >>> (63 - bits);
  }

  /** Moves on. */
  void skip(int bits) throws Malformed {
    if (bits > end - position) {
      throw new Malformed("it ends too early");
    }
    position += bits;
  }

  /**
   * A varint: seven bits to a byte, the lowest first, the high bit set on all bytes but the last.
   * Not negative, in the fewest bytes.
   */
  long takeVarint() throws Malformed {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      long next = take(8);
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        if (next == 0 && shift > 0) {
          throw new Malformed("a number with leading zeros");
        }
        return value;
      }
    }
    throw new Malformed("a number of more than 63 bits");
  }

  /** A signed varint, as an {@code int}: 0, -1, 1, -2, … are the varints 0, 1, 2, 3, …. */
  int takeSignedVarint() throws Malformed {
    long value = unzigzag(takeVarint());
    if (value != (int) value) {
      throw new Malformed("a number of more than 32 bits");
    }
    return (int) value;
  }

  /** A varint as an {@code int}. */
  int takeInt() throws Malformed {
    long value = takeVarint();
    if (value > Integer.MAX_VALUE) {
      throw new Malformed("a number of more than 31 bits");
    }
    return (int) value;
  }

  /** How many bits were read. */
  long position() {
    return position;
  }

  @Override
  BitSource fork() {
    BitReader fork = new BitReader(bytes);
    fork.position = position;
    return fork;
  }

  @Override
  long remaining() {
    return end - position;
  }

  /** Nothing but the zeros that fill the last byte may be left. */
  void finish() throws Malformed {
    long left = remaining();
    if (left >= 8) {
      throw new Malformed(left / 8 + " bytes follow its end");
    }
    if (take((int) left) != 0) {
      throw new Malformed("its last byte is not filled with zeros");
    }
  }
}
