// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import java.util.Arrays;

/** The weights of one output that are not zero, and the terms that they multiply. */
final class KeptLongs {

  final long[] weights;
  final int[] terms;
  final int count;

  /**
   * Keeps what is not zero.
   *
   * @param all raw weights of a matrix
   * @param start index of this output's first weight
   * @param step distance to the next
   * @param terms how many weights the output has
   */
  KeptLongs(long[] all, int start, int step, int terms) {
    int[] places = new int[terms];
    int kept = 0;
    for (int k = 0; k < terms; k++) {
      if (all[start + k * step] != 0) {
        places[kept++] = k;
      }
    }
    this.count = kept;
    this.terms = Arrays.copyOf(places, count);
    this.weights = new long[count];
    for (int i = 0; i < kept; i++) {
      weights[i] = all[start + places[i] * step];
    }
  }
}
