// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.eie;

/** Chooses the width of gaps that makes a packed matrix smallest. */
public final class GapWidth {

  private static final int WIDEST = 8;

  private GapWidth() {}

  /**
   * The width, 0 to 8, with the fewest bits of entries for a number of elements; the narrower of
   * equals.
   */
  public static int best(CodeMatrix matrix, int elements) {
    long[] entries = new long[WIDEST + 1];
    for (int element = 0; element < elements; element++) {
      for (int column = 0; column < matrix.columns(); column++) {
        int gap = 0;
        for (int row = element; row < matrix.rows(); row += elements) {
          if (matrix.decode(matrix.code(row, column)) == 0) {
            gap++;
          } else {
            for (int bits = 0; bits <= WIDEST; bits++) {
              entries[bits] += (gap >>> bits) + 1;
            }
            gap = 0;
          }
        }
      }
    }
    int best = 0;
    for (int bits = 1; bits <= WIDEST; bits++) {
      if (size(matrix, entries, bits) < size(matrix, entries, best)) {
        best = bits;
      }
    }
    return best;
  }

  private static long size(CodeMatrix matrix, long[] entries, int bits) {
    return entries[bits] * (matrix.codeBits() + bits);
  }
}
