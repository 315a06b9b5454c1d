// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.HuffmanLengths.MAX_LENGTH;

import java.util.Arrays;

/**
 * A complete canonical prefix code: words of one length are consecutive numbers in the order of
 * their tokens, and follow those of all shorter lengths. So the lengths alone describe it.
 */
final class PrefixCode {

  private static final int FAST_BITS = 10;

  private final int[] tokens;
  private final byte[] lengths;
  private final int[] wordOf;
  private final byte[] lengthOf;
  private final int[] inOrder;
  private final int[] fast = new int[1 << FAST_BITS];
  private final int[] limit = new int[MAX_LENGTH + 1];
  private final int[] offset = new int[MAX_LENGTH + 1];

  /**
   * A code.
   *
   * @param tokens ascending, at least one
   * @param lengths one for each token; 0 only where there is one token; complete: {@code sum
   *     2^-length} is 1
   */
  PrefixCode(int[] tokens, byte[] lengths) {
    this.tokens = tokens;
    this.lengths = lengths;
    int alphabet = tokens[tokens.length - 1] + 1;
    this.wordOf = new int[alphabet];
    this.lengthOf = new byte[alphabet];
    this.inOrder = new int[tokens.length];
    int[] next = new int[MAX_LENGTH + 2];
    for (byte length : lengths) {
      next[length + 1]++;
    }
    for (int length = 1; length <= MAX_LENGTH; length++) {
      next[length + 1] += next[length];
    }
    int[] start = next.clone();
    for (int k = 0; k < tokens.length; k++) {
      inOrder[next[lengths[k]]++] = tokens[k];
      lengthOf[tokens[k]] = lengths[k];
    }
    int word = 0;
    for (int length = 0; length <= MAX_LENGTH; length++) {
      offset[length] = start[length] - (word >>> (MAX_LENGTH - length));
      for (int i = start[length]; i < start[length + 1]; i++) {
        wordOf[inOrder[i]] = word >>> (MAX_LENGTH - length);
        fill(word, length, inOrder[i]);
        word += 1 << (MAX_LENGTH - length);
      }
      limit[length] = word;
    }
  }

  private void fill(int word, int length, int token) {
    if (length <= FAST_BITS) {
      int first = word >>> (MAX_LENGTH - FAST_BITS);
      int entries = 1 << (FAST_BITS - length);
      Arrays.fill(fast, first, first + entries, token << 5 | length + 1);
    }
  }

  /** Writes the word of a token that the code has. */
  void put(BitSink out, int token) {
    out.putEach(wordOf[token], lengthOf[token]);
  }

  /** Reads a word and returns its token. */
  int next(BitSource in) throws Malformed {
    return switch (in) {
      case BitReader plain -> next(plain);
      case RangeDecoder range -> next(range);
    };
  }

  private int next(RangeDecoder in) throws Malformed {
    int length = 0;
    int word = 0;
    while (word << (MAX_LENGTH - length) >= limit[length]) {
      word = word << 1 | (int) in.take(1);
      length++;
    }
    return inOrder[offset[length] + word];
  }

  private int next(BitReader in) throws Malformed {
    int ahead = (int) in.peek(MAX_LENGTH);
    int known = fast[ahead >>> (MAX_LENGTH - FAST_BITS)];
    if (known != 0) {
      in.skip((known & 31) - 1);
      return known >>> 5;
    }
    int length = FAST_BITS + 1;
    while (ahead >= limit[length]) {
      length++;
    }
    in.skip(length);
    return inOrder[offset[length] + (ahead >>> (MAX_LENGTH - length))];
  }

  /** The tokens, ascending. */
  int[] tokens() {
    return tokens;
  }

  /** The length of the word of each token. */
  byte[] lengths() {
    return lengths;
  }
}
