// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/** Product with a constant sparse matrix in 32-bit integers: each column walks its kept weights. */
final class IntSparseProduct implements Step {

  private final int count;
  private final int[] a;
  private final int inner;
  private final KeptInts[] columns;
  private final int[] bias;
  private final int[] y;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias, raw
   * @param bias one number for each column
   * @param y the result
   */
  IntSparseProduct(int count, int[] a, int inner, long[] b, int[] bias, int[] y) {
    this.count = count;
    this.a = a;
    this.inner = inner;
    this.bias = bias;
    this.y = y;
    this.columns = new KeptInts[bias.length];
    for (int j = 0; j < bias.length; j++) {
      columns[j] = new KeptInts(b, j, bias.length, inner);
    }
  }

  @Override
  public void run(Team team) {
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < bias.length; j++) {
        y[row * bias.length + j] = bias[j] + product(columns[j], row * inner);
      }
    }
  }

  private int product(KeptInts column, int start) {
    int sum = 0;
    for (int i = 0; i < column.count; i++) {
      sum += column.weights[i] * a[start + column.terms[i]];
    }
    return sum;
  }
}
