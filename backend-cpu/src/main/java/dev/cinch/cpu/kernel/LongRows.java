// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

/**
 * {@code sum[j] += a[i] * rows[at[i]][j]} on 64-bit integers, over kept coefficients only. Exact by
 * construction: formats have at most 64 bits, and arithmetic modulo 2^64 gives the true result.
 */
public final class LongRows {

  private LongRows() {}

  /**
   * Adds to a sum.
   *
   * @param a coefficients
   * @param at the row of each
   * @param count how many of them
   * @param rows the rows
   * @param width columns that count
   * @param sum what is added to
   */
  public static void add(long[] a, int[] at, int count, long[][] rows, int width, long[] sum) {
    for (int i = 0; i < count; i++) {
      one(a[i], rows[at[i]], width, sum);
    }
  }

  private static void one(long a, long[] row, int width, long[] sum) {
    for (int j = 0; j < width; j++) {
      sum[j] += a * row[j];
    }
  }
}
