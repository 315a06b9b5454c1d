// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatRows;

/** Product with a constant matrix in single precision, four rows of the result at a time. */
final class FloatMatrixProduct implements Step {

  private final int inner;
  private final float[] a;
  private final float[][] rows;
  private final float[] bias;
  private final float[] y;
  private final int count;
  private final float[] coefficients;
  private final float[][] sums;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias
   * @param bias one number for each column
   * @param y the result
   */
  FloatMatrixProduct(int count, float[] a, int inner, float[] b, float[] bias, float[] y) {
    this.inner = inner;
    this.a = a;
    this.bias = bias;
    this.y = y;
    this.count = count;
    this.rows = new float[FloatRows.padded(inner)][bias.length];
    for (int k = 0; k < inner; k++) {
      System.arraycopy(b, k * bias.length, rows[k], 0, bias.length);
    }
    this.sums = new float[FloatRows.GROUP][bias.length];
    this.coefficients = new float[FloatRows.GROUP * rows.length];
  }

  @Override
  public void run() {
    int row = 0;
    while (row < count) {
      int many = row + sums.length <= count ? sums.length : 1;
      for (int s = 0; s < many; s++) {
        System.arraycopy(bias, 0, sums[s], 0, bias.length);
        System.arraycopy(a, (row + s) * inner, coefficients, s * rows.length, inner);
      }
      if (many == 1) {
        FloatRows.addOne(coefficients, 0, rows, bias.length, sums[0]);
      } else {
        FloatRows.addFour(coefficients, 0, rows, bias.length, sums);
      }
      for (int s = 0; s < many; s++) {
        System.arraycopy(sums[s], 0, y, (row + s) * bias.length, bias.length);
      }
      row += many;
    }
  }
}
