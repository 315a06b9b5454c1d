// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;

/** The lines of a tensor along one axis: where each starts, and how far its numbers lie apart. */
record Lines(long count, long extent, long step) {

  static Lines along(Shape shape, int axis) {
    long inner = shape.size(axis + 1, shape.rank());
    return new Lines(shape.size(0, axis) * inner, shape.dim(axis), inner);
  }

  /** The flat index of a number of a line. */
  long at(long line, long place) {
    return line / step * extent * step + place * step + line % step;
  }
}
