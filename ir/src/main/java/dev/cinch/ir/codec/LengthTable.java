// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.HuffmanLengths.MAX_LENGTH;

import java.util.Arrays;

/**
 * The lengths of a {@link PrefixCode} in a few bits each. One bit says whether there is only one
 * token, which then follows. Else each token from 0 on says how its length differs from the one
 * before (from {@value #FIRST} at the start): {@code 0} equal, {@code 10s} one more or less, {@code
 * 111s} and a small number two or more, {@code 110} and a small number that this token and so many
 * more are absent. The table ends where the code is complete.
 */
final class LengthTable {

  /** The most tokens a table describes. */
  static final int MAX_TOKENS = 1 << 17;

  private static final int FIRST = 4;
  private static final int ABSENT = 1 << 10;

  private LengthTable() {}

  /** Writes a table: ascending tokens and the length of each, 0 where there is only one. */
  static void write(BitSink out, int[] tokens, byte[] lengths) {
    if (tokens.length == 1) {
      out.put(1, 1);
      out.putSmall(tokens[0]);
      return;
    }
    out.put(0, 1);
    int last = FIRST;
    int token = 0;
    for (int k = 0; k < tokens.length; k++, token++) {
      if (tokens[k] > token) {
        out.putEach(0b110, 3);
        out.putSmall(tokens[k] - token - 1);
        token = tokens[k];
      }
      int more = lengths[k] - last;
      int sign = more < 0 ? 1 : 0;
      switch (Math.abs(more)) {
        case 0 -> out.put(0, 1);
        case 1 -> out.putEach(0b100 | sign, 3);
        default -> {
          out.putEach(0b1110 | sign, 4);
          out.putSmall(Math.abs(more) - 2);
        }
      }
      last = lengths[k];
    }
  }

  /**
   * Reads a table.
   *
   * @param alphabet how many tokens there may be
   */
  static PrefixCode read(BitSource in, int alphabet) throws Malformed {
    int allowed = Math.min(alphabet, MAX_TOKENS);
    if (in.take(1) == 1) {
      long only = in.takeSmall();
      requireToken(only, allowed);
      return new PrefixCode(new int[] {(int) only}, new byte[] {0});
    }
    int[] tokens = new int[16];
    byte[] lengths = new byte[16];
    int size = 0;
    int last = FIRST;
    long missing = 1L << MAX_LENGTH;
    for (long token = 0; missing > 0; token++) {
      int more = difference(in);
      if (more == ABSENT) {
        token += in.takeSmall() + 1;
        more = difference(in);
      }
      requireToken(token, allowed);
      last += more;
      if (last < 1 || last > MAX_LENGTH) {
        throw new Malformed("a code word of " + last + " bits");
      }
      missing -= 1L << (MAX_LENGTH - last);
      if (size == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * size);
        lengths = Arrays.copyOf(lengths, 2 * size);
      }
      tokens[size] = (int) token;
      lengths[size++] = (byte) last;
    }
    if (missing < 0) {
      throw new Malformed("code words that share a prefix");
    }
    return new PrefixCode(Arrays.copyOf(tokens, size), Arrays.copyOf(lengths, size));
  }

  private static void requireToken(long token, int allowed) throws Malformed {
    if (token >= allowed) {
      throw new Malformed("token " + token + " of " + allowed);
    }
  }

  private static int difference(BitSource in) throws Malformed {
    if (in.take(1) == 0) {
      return 0;
    }
    if (in.take(1) == 0) {
      return in.take(1) == 0 ? 1 : -1;
    }
    if (in.take(1) == 0) {
      return ABSENT;
    }
    boolean less = in.take(1) == 1;
    long size = 2 + in.takeSmall();
    if (size > MAX_LENGTH) {
      throw new Malformed("a code word longer by " + size);
    }
    return (int) (less ? -size : size);
  }
}
