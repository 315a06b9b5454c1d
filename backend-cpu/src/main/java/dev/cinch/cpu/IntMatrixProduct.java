// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.IntRows;

/**
 * Product with a constant dense matrix in 32-bit integers; zeros of the left operand are skipped.
 */
final class IntMatrixProduct implements Step {

  private final int count;
  private final int[] a;
  private final int inner;
  private final int[][] rows;
  private final int[] bias;
  private final int[] y;
  private final int[] coefficients;
  private final int[] places;
  private final int[] sum;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias, raw
   * @param bias one number for each column
   * @param y the result
   */
  IntMatrixProduct(int count, int[] a, int inner, long[] b, int[] bias, int[] y) {
    this.count = count;
    this.a = a;
    this.inner = inner;
    this.bias = bias;
    this.y = y;
    this.rows = new int[inner][bias.length];
    for (int k = 0; k < inner; k++) {
      for (int j = 0; j < bias.length; j++) {
        rows[k][j] = (int) b[k * bias.length + j];
      }
    }
    this.coefficients = new int[IntRows.padded(inner)];
    this.places = new int[IntRows.padded(inner)];
    this.sum = new int[bias.length];
  }

  @Override
  public void run(Team team) {
    for (int row = 0; row < count; row++) {
      System.arraycopy(bias, 0, sum, 0, bias.length);
      IntRows.add(coefficients, places, gather(row * inner), rows, bias.length, sum);
      System.arraycopy(sum, 0, y, row * bias.length, bias.length);
    }
  }

  /** Collects what is not zero in a row of the left operand, in whole groups. */
  private int gather(int start) {
    int kept = 0;
    for (int k = 0; k < inner; k++) {
      coefficients[kept] = a[start + k];
      places[kept] = k;
      kept += a[start + k] == 0 ? 0 : 1;
    }
    int padded = IntRows.padded(kept);
    for (int i = kept; i < padded; i++) {
      coefficients[i] = 0;
      places[i] = 0;
    }
    return padded;
  }
}
