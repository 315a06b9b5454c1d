// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.IntRows;
import java.util.Arrays;

/** The weights of one output that are not zero, and the terms that they multiply. */
final class KeptInts {

  final int[] weights;
  final int[] terms;
  final int count;

  /**
   * Keeps what is not zero, filled up to whole groups of {@link IntRows}.
   *
   * @param all raw weights of a matrix
   * @param start index of this output's first weight
   * @param step distance to the next
   * @param terms how many weights the output has
   */
  KeptInts(long[] all, int start, int step, int terms) {
    int[] places = new int[terms];
    int kept = 0;
    for (int k = 0; k < terms; k++) {
      if (all[start + k * step] != 0) {
        places[kept++] = k;
      }
    }
    this.count = IntRows.padded(kept);
    this.terms = Arrays.copyOf(places, count);
    this.weights = new int[count];
    for (int i = 0; i < kept; i++) {
      weights[i] = (int) all[start + places[i] * step];
    }
  }
}
