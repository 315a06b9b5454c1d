// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.SparseVector;
import java.util.Arrays;

/** Product of few rows with a constant sparse matrix in single precision, one by one. */
final class FloatSparseRows implements Step {

  private final int count;
  private final int inner;
  private final int columns;
  private final float[] a;
  private final float[] y;
  private final Scratch scratch;
  private final SparseVector matrix;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias
   * @param bias one number for each column
   * @param y the result
   * @param clamp what happens to finished sums
   * @param scratch room
   */
  FloatSparseRows(
      int count,
      float[] a,
      int inner,
      float[] b,
      float[] bias,
      float[] y,
      Clamp clamp,
      Scratch scratch) {
    this.count = count;
    this.inner = inner;
    this.columns = bias.length;
    this.a = a;
    this.y = y;
    this.scratch = scratch;
    this.matrix = new SparseVector(b, bias, clamp);
    scratch.needShared(SparseVector.padded(inner));
  }

  @Override
  public void run(Team team) {
    for (int row = 0; row < count; row++) {
      float[] x = scratch.shared();
      System.arraycopy(a, row * inner, x, 0, inner);
      Arrays.fill(x, inner, SparseVector.padded(inner), 0);
      for (int group = 0; group < matrix.groups(); group += 2) {
        matrix.two(x, group, y, row * columns);
      }
    }
  }
}
