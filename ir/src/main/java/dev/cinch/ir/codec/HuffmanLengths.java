// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.util.Arrays;

/** Lengths of the code words of an optimal prefix code (Huffman 1952), at most 24 bits each. */
final class HuffmanLengths {

  /** The longest code word. */
  static final int MAX_LENGTH = 24;

  private static final int INDEX_BITS = 18;

  private HuffmanLengths() {}

  /**
   * One length for each symbol; 0 for the only symbol there is. Where a word would be longer than
   * {@link #MAX_LENGTH}, the counts are flattened by halves until none is.
   *
   * @param counts how often each symbol occurs, at least once
   */
  static byte[] of(long[] counts) {
    long[] flattened = counts.clone();
    while (true) {
      byte[] lengths = unlimited(flattened);
      int longest = 0;
      for (byte length : lengths) {
        longest = Math.max(longest, length);
      }
      if (longest <= MAX_LENGTH) {
        return lengths;
      }
      for (int i = 0; i < flattened.length; i++) {
        flattened[i] = (flattened[i] + 1) / 2;
      }
    }
  }

  /** Merges the two rarest again and again: leaves and inner nodes are two sorted queues. */
  private static byte[] unlimited(long[] counts) {
    int n = counts.length;
    long[] sorted = new long[n];
    for (int i = 0; i < n; i++) {
      sorted[i] = counts[i] << INDEX_BITS | i;
    }
    Arrays.sort(sorted);
    long[] weight = new long[2 * n - 1];
    int[] parent = new int[2 * n - 1];
    for (int i = 0; i < n; i++) {
      weight[i] = sorted[i] >>> INDEX_BITS;
    }
    int leaf = 0;
    int inner = n;
    for (int made = n; made < 2 * n - 1; made++) {
      for (int child = 0; child < 2; child++) {
        boolean takeLeaf = leaf < n && (inner == made || weight[leaf] <= weight[inner]);
        int rarest = takeLeaf ? leaf++ : inner++;
        weight[made] += weight[rarest];
        parent[rarest] = made;
      }
    }
    int[] depth = new int[2 * n - 1];
    for (int node = 2 * n - 3; node >= 0; node--) {
      depth[node] = depth[parent[node]] + 1;
    }
    byte[] lengths = new byte[n];
    for (int i = 0; i < n; i++) {
      lengths[(int) sorted[i] & ((1 << INDEX_BITS) - 1)] = (byte) Math.min(depth[i], 127);
    }
    return lengths;
  }
}
