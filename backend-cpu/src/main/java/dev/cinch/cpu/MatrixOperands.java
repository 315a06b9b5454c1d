// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/**
 * What a product in single precision reads and writes beside the right matrix.
 *
 * @param count rows of a
 * @param a the left matrix, {@code count} times {@code inner}
 * @param inner terms of each sum
 * @param bias one number for each column
 * @param y the result
 */
record MatrixOperands(int count, float[] a, int inner, float[] bias, float[] y) {

  /** Columns of the right matrix and of the result. */
  int columns() {
    return bias.length;
  }
}
