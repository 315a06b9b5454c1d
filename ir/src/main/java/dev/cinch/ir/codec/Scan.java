// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Positions;

/**
 * The order in which the positions of a tensor are visited: as a matrix whose rows are the axes in
 * front of a split, column after column. A split before axis 0 is row-major order. Pruning empties
 * whole rows or columns, and which of the two makes short gaps depends on how the exporter laid the
 * matrix out.
 *
 * @param rows product of the extents in front of the split
 * @param columns product of the others
 */
record Scan(long rows, long columns) {

  /** The scan that splits a shape before an axis. */
  static Scan of(Shape shape, int axis) {
    return new Scan(shape.size(0, axis), shape.size(axis, shape.rank()));
  }

  /** Whether this is row-major order. */
  boolean isRowMajor() {
    return rows <= 1 || columns <= 1;
  }

  /** The row-major index of what is visited at a time. */
  long indexAt(long time) {
    return isRowMajor() ? time : time % rows * columns + time / rows;
  }

  /** When the positions of a row-major set are visited. */
  Positions times(Positions positions) {
    if (isRowMajor()) {
      return positions;
    }
    Positions.Builder times = Positions.builder(positions.size());
    for (long i = positions.next(0); i >= 0; i = positions.next(i + 1)) {
      times.add(i % columns * rows + i / columns);
    }
    return times.build();
  }
}
