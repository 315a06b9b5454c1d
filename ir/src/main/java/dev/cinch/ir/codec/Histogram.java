// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.util.Arrays;

/** How often each {@link Token} occurs in a sequence. */
final class Histogram {

  private final int kept;
  private final long max;
  private final long size;
  private final int[] tokens;
  private final long[] counts;

  private Histogram(int kept, long max, long size, int[] tokens, long[] counts) {
    this.kept = kept;
    this.max = max;
    this.size = size;
    this.tokens = tokens;
    this.counts = counts;
  }

  /** Counts with as many kept bits as a table could ever pay for. */
  static Histogram of(Sequence sequence) {
    long[] seen = new long[2];
    sequence.forEach(value -> {
      seen[0]++;
      seen[1] |= value;
    });
    int significant = 64 - Long.numberOfLeadingZeros(seen[1]);
    int affordable = 64 - Long.numberOfLeadingZeros(seen[0]) + 4;
    int kept = Math.min(Math.min(significant, affordable), Token.MAX_KEPT);
    long[] dense = new long[Token.count(significant, kept)];
    long[] max = new long[1];
    sequence.forEach(value -> {
      dense[Token.of(value, kept)]++;
      if (Long.compareUnsigned(value, max[0]) > 0) {
        max[0] = value;
      }
    });
    int distinct = 0;
    for (long count : dense) {
      distinct += count > 0 ? 1 : 0;
    }
    int[] tokens = new int[distinct];
    long[] counts = new long[distinct];
    int k = 0;
    for (int token = 0; token < dense.length; token++) {
      if (dense[token] > 0) {
        tokens[k] = token;
        counts[k++] = dense[token];
      }
    }
    return new Histogram(kept, max[0], seen[0], tokens, counts);
  }

  /** The same counts for tokens that keep fewer bits. */
  Histogram coarser(int fewer) {
    int[] merged = new int[tokens.length];
    long[] sums = new long[tokens.length];
    int last = -1;
    for (int k = 0; k < tokens.length; k++) {
      int token = Token.of(Token.base(tokens[k], kept), fewer);
      if (last < 0 || merged[last] != token) {
        merged[++last] = token;
      }
      sums[last] += counts[k];
    }
    return new Histogram(
        fewer, max, size, Arrays.copyOf(merged, last + 1), Arrays.copyOf(sums, last + 1));
  }

  /** How many bits the tokens keep. */
  int kept() {
    return kept;
  }

  /** The largest integer. */
  long max() {
    return max;
  }

  /** How many integers were counted. */
  long size() {
    return size;
  }

  /** The tokens that occur, ascending. */
  int[] tokens() {
    return tokens;
  }

  /** How often each of them occurs. */
  long[] counts() {
    return counts;
  }
}
