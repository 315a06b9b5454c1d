// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

/**
 * {@code sum[j] += a[k] * row[k][j]}, the inner part of every float contraction, for one or four
 * sums at a time and four rows at a time.
 *
 * <p>Each row is an array of its own: HotSpot vectorises across two arrays only where both are read
 * at the same index. The order of each sum is that of k, whatever the vector width, with one
 * rounding for each product and addition (fused).
 */
public final class FloatRows {

  /** Rows come in groups of this many; callers fill up with zeros. */
  public static final int GROUP = 4;

  private FloatRows() {}

  /** {@code count} rounded up to whole groups. */
  public static int padded(int count) {
    return Math.ceilDiv(count, GROUP) * GROUP;
  }

  /**
   * Adds to one sum.
   *
   * @param a coefficients
   * @param at index of the first
   * @param rows as many rows as coefficients, a multiple of {@link #GROUP}
   * @param width columns that count
   * @param sum what is added to
   */
  public static void addOne(float[] a, int at, float[][] rows, int width, float[] sum) {
    for (int k = 0; k < rows.length; k += GROUP) {
      one(a, at + k, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], width, sum);
    }
  }

  /**
   * Adds to four sums, reading each row once.
   *
   * @param a coefficients of the first sum; those of the next follow after {@code rows.length}
   * @param at index of the first
   * @param rows as many rows as coefficients, a multiple of {@link #GROUP}
   * @param width columns that count
   * @param sums what is added to
   */
  public static void addFour(float[] a, int at, float[][] rows, int width, float[][] sums) {
    for (int k = 0; k < rows.length; k += GROUP) {
      four(a, at + k, rows, k, width, sums);
    }
  }

  private static void one(
      float[] a, int at, float[] r0, float[] r1, float[] r2, float[] r3, int width, float[] sum) {
    float a0 = a[at];
    float a1 = a[at + 1];
    float a2 = a[at + 2];
    float a3 = a[at + 3];
    for (int j = 0; j < width; j++) {
      float s = Math.fma(a1, r1[j], Math.fma(a0, r0[j], sum[j]));
      sum[j] = Math.fma(a3, r3[j], Math.fma(a2, r2[j], s));
    }
  }

  private static void four(float[] a, int at, float[][] rows, int k, int width, float[][] sums) {
    float[] r0 = rows[k];
    float[] r1 = rows[k + 1];
    float[] r2 = rows[k + 2];
    float[] r3 = rows[k + 3];
    float[] s0 = sums[0];
    float[] s1 = sums[1];
    float[] s2 = sums[2];
    float[] s3 = sums[3];
    int b = at + rows.length;
    int c = b + rows.length;
    int d = c + rows.length;
    float a0 = a[at];
    float a1 = a[at + 1];
    float a2 = a[at + 2];
    float a3 = a[at + 3];
    float b0 = a[b];
    float b1 = a[b + 1];
    float b2 = a[b + 2];
    float b3 = a[b + 3];
    float c0 = a[c];
    float c1 = a[c + 1];
    float c2 = a[c + 2];
    float c3 = a[c + 3];
    float d0 = a[d];
    float d1 = a[d + 1];
    float d2 = a[d + 2];
    float d3 = a[d + 3];
    for (int j = 0; j < width; j++) {
      float x0 = r0[j];
      float x1 = r1[j];
      float x2 = r2[j];
      float x3 = r3[j];
      s0[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, s0[j]))));
      s1[j] = Math.fma(b3, x3, Math.fma(b2, x2, Math.fma(b1, x1, Math.fma(b0, x0, s1[j]))));
      s2[j] = Math.fma(c3, x3, Math.fma(c2, x2, Math.fma(c1, x1, Math.fma(c0, x0, s2[j]))));
      s3[j] = Math.fma(d3, x3, Math.fma(d2, x2, Math.fma(d1, x1, Math.fma(d0, x0, s3[j]))));
    }
  }
}
