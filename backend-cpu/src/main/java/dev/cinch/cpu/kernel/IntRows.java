// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

/**
 * {@code sum[j] += a[i] * rows[at[i]][j]} on 32-bit integers: the inner part of integer
 * contractions, over kept coefficients only.
 *
 * <p>Exact by construction: addition and multiplication modulo 2^32 give the true result of any
 * order whenever that result has at most 32 bits, and callers come here only when the result's
 * format proves it.
 */
public final class IntRows {

  /** Coefficients come in groups of this many; callers fill up with zeros. */
  public static final int GROUP = 4;

  private IntRows() {}

  /** {@code count} rounded up to whole groups. */
  public static int padded(int count) {
    return Math.ceilDiv(count, GROUP) * GROUP;
  }

  /**
   * Adds to a sum.
   *
   * @param a coefficients
   * @param at the row of each
   * @param count how many of them, a multiple of {@link #GROUP}
   * @param rows the rows
   * @param width columns that count
   * @param sum what is added to
   */
  public static void add(int[] a, int[] at, int count, int[][] rows, int width, int[] sum) {
    for (int i = 0; i < count; i += GROUP) {
      four(a, at, i, rows, width, sum);
    }
  }

  private static void four(int[] a, int[] at, int i, int[][] rows, int width, int[] sum) {
    int a0 = a[i];
    int a1 = a[i + 1];
    int a2 = a[i + 2];
    int a3 = a[i + 3];
    int[] r0 = rows[at[i]];
    int[] r1 = rows[at[i + 1]];
    int[] r2 = rows[at[i + 2]];
    int[] r3 = rows[at[i + 3]];
    for (int j = 0; j < width; j++) {
      sum[j] += a0 * r0[j] + a1 * r1[j] + a2 * r2[j] + a3 * r3[j];
    }
  }
}
