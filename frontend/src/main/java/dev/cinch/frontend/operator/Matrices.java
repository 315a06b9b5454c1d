// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Transposition of stored matrices, block by block, so that large ones stay in cache. */
final class Matrices {

  private static final long BLOCK = 64;

  private Matrices() {}

  /** The transposed matrix, in the same number format; it is made when it is first read. */
  static Tensor transposed(Tensor matrix) {
    Shape turned = Shape.of(matrix.shape().dim(1), matrix.shape().dim(0));
    TensorType type = matrix.type().with(turned);
    return Tensor.deferred(type, () -> transposed(matrix, type));
  }

  private static Tensor transposed(Tensor matrix, TensorType type) {
    long rows = matrix.shape().dim(0);
    long columns = matrix.shape().dim(1);
    TensorWriter out = Tensor.writer(type);
    MemorySegment from = matrix.segment();
    MemorySegment to = out.segment();
    for (long row = 0; row < rows; row += BLOCK) {
      for (long column = 0; column < columns; column += BLOCK) {
        long lastRow = Math.min(rows, row + BLOCK);
        long lastColumn = Math.min(columns, column + BLOCK);
        for (long r = row; r < lastRow; r++) {
          for (long c = column; c < lastColumn; c++) {
            copy(matrix.type().number().carrierBytes(), from, r * columns + c, to, c * rows + r);
          }
        }
      }
    }
    return out.finish();
  }

  private static void copy(int bytes, MemorySegment from, long source, MemorySegment to, long at) {
    switch (bytes) {
      case 1 -> to.set(ValueLayout.JAVA_BYTE, at, from.get(ValueLayout.JAVA_BYTE, source));
      case 2 -> to.setAtIndex(SHORT, at, from.getAtIndex(SHORT, source));
      case 4 -> to.setAtIndex(INT, at, from.getAtIndex(INT, source));
      default -> to.setAtIndex(LONG, at, from.getAtIndex(LONG, source));
    }
  }

  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
}
