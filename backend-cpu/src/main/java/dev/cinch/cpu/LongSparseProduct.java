// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/** Product with a constant sparse matrix in 64-bit integers: each column walks its kept weights. */
final class LongSparseProduct implements Step {

  private final int count;
  private final Wide a;
  private final int inner;
  private final KeptLongs[] columns;
  private final long[] bias;
  private final long[] y;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias, raw
   * @param bias one number for each column
   * @param y the result
   */
  LongSparseProduct(int count, Wide a, int inner, long[] b, long[] bias, long[] y) {
    this.count = count;
    this.a = a;
    this.inner = inner;
    this.bias = bias;
    this.y = y;
    this.columns = new KeptLongs[bias.length];
    for (int j = 0; j < bias.length; j++) {
      columns[j] = new KeptLongs(b, j, bias.length, inner);
    }
  }

  @Override
  public void run(Team team) {
    long[] numbers = a.numbers();
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < bias.length; j++) {
        y[row * bias.length + j] = bias[j] + product(numbers, columns[j], row * inner);
      }
    }
  }

  private long product(long[] numbers, KeptLongs column, int start) {
    long sum = 0;
    for (int i = 0; i < column.count; i++) {
      sum += column.weights[i] * numbers[start + column.terms[i]];
    }
    return sum;
  }
}
