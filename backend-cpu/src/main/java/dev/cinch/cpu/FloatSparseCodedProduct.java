// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.SparseCodes;
import dev.cinch.cpu.kernel.SparseVector;
import java.util.Arrays;

/** Product of few rows with a constant sparse matrix of shared values, which stay codes. */
final class FloatSparseCodedProduct implements Step {

  /** Rows at most. */
  static final int FEW = 3;

  /**
   * Kept weights from which codes are faster than floats, which with their places fill 8 MB then:
   * one row by 3.8 M weights takes 0.5 of the time, by 1.7 M 0.8, by 1.1 M the same or more.
   */
  static final long LARGE = 3 << 19;

  private final MatrixOperands operands;
  private final SparseCodes codes;
  private final Scratch scratch;
  private int row;

  /**
   * A product.
   *
   * @param operands the left matrix and the result
   * @param codes the right matrix, the bias, and what happens to finished sums
   * @param scratch room
   */
  FloatSparseCodedProduct(MatrixOperands operands, SparseCodes codes, Scratch scratch) {
    this.operands = operands;
    this.codes = codes;
    this.scratch = scratch;
    scratch.needShared(SparseVector.padded(operands.inner()));
  }

  @Override
  public void run(Team team) {
    int inner = operands.inner();
    float[] x = scratch.shared();
    for (row = 0; row < operands.count(); row++) {
      System.arraycopy(operands.a(), row * inner, x, 0, inner);
      Arrays.fill(x, inner, SparseVector.padded(inner), 0);
      if (SparseVector.isFinite(x, inner)) {
        team.each(Math.ceilDiv(codes.groups(), 2), this::pair);
      } else {
        codes.plain(x, operands.y(), row * operands.columns());
      }
    }
  }

  private void pair(int pair, int worker) {
    codes.two(scratch.shared(), 2 * pair, operands.y(), row * operands.columns());
  }
}
