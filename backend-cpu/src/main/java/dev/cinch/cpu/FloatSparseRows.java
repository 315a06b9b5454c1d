// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.SparseVector;
import java.util.Arrays;

/** Product of few rows with a constant sparse matrix in single precision, one by one. */
final class FloatSparseRows implements Step {

  private final MatrixOperands operands;
  private final Scratch scratch;
  private final SparseVector matrix;

  /**
   * A product.
   *
   * @param operands what is multiplied, and where the result goes
   * @param b the right matrix
   * @param clamp what happens to finished sums
   * @param scratch room
   */
  FloatSparseRows(MatrixOperands operands, float[] b, Clamp clamp, Scratch scratch) {
    this.operands = operands;
    this.scratch = scratch;
    this.matrix = new SparseVector(b, operands.bias(), clamp);
    scratch.needShared(SparseVector.padded(operands.inner()));
  }

  @Override
  public void run(Team team) {
    int inner = operands.inner();
    for (int row = 0; row < operands.count(); row++) {
      float[] x = scratch.shared();
      System.arraycopy(operands.a(), row * inner, x, 0, inner);
      Arrays.fill(x, inner, SparseVector.padded(operands.inner()), 0);
      int to = row * operands.columns();
      if (!SparseVector.isFinite(x, inner)) {
        matrix.plain(x, operands.y(), to);
        continue;
      }
      for (int group = 0; group < matrix.groups(); group += 2) {
        matrix.two(x, group, operands.y(), to);
      }
    }
  }
}
