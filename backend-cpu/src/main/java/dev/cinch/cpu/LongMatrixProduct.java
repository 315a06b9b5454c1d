// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.LongRows;

/**
 * Product with a constant dense matrix in 64-bit integers; zeros of the left operand are skipped.
 */
final class LongMatrixProduct implements Step {

  private final int count;
  private final Wide a;
  private final int inner;
  private final long[][] rows;
  private final long[] bias;
  private final long[] y;
  private final long[] coefficients;
  private final int[] places;
  private final long[] sum;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias, raw
   * @param bias one number for each column
   * @param y the result
   */
  LongMatrixProduct(int count, Wide a, int inner, long[] b, long[] bias, long[] y) {
    this.count = count;
    this.a = a;
    this.inner = inner;
    this.bias = bias;
    this.y = y;
    this.rows = new long[inner][bias.length];
    for (int k = 0; k < inner; k++) {
      System.arraycopy(b, k * bias.length, rows[k], 0, bias.length);
    }
    this.coefficients = new long[inner];
    this.places = new int[inner];
    this.sum = new long[bias.length];
  }

  @Override
  public void run(Team team) {
    long[] numbers = a.numbers();
    for (int row = 0; row < count; row++) {
      System.arraycopy(bias, 0, sum, 0, bias.length);
      LongRows.add(coefficients, places, gather(numbers, row * inner), rows, bias.length, sum);
      System.arraycopy(sum, 0, y, row * bias.length, bias.length);
    }
  }

  /** Collects what is not zero in a row of the left operand. */
  private int gather(long[] numbers, int start) {
    int kept = 0;
    for (int k = 0; k < inner; k++) {
      if (numbers[start + k] != 0) {
        coefficients[kept] = numbers[start + k];
        places[kept++] = k;
      }
    }
    return kept;
  }
}
