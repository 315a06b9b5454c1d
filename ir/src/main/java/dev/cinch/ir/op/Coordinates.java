// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;

/** Turns flat indices into one index for each axis, and back. */
final class Coordinates {

  private final long[] dims;
  private final long[] strides;

  Coordinates(Shape shape) {
    this.dims = shape.dims();
    this.strides = shape.strides();
  }

  /** Writes the indices of a flat index. */
  void of(long flat, long[] into) {
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      into[axis] = flat % dims[axis];
      flat /= dims[axis];
    }
  }

  /** The flat index of an index for each axis. */
  long flat(long[] indices) {
    long flat = 0;
    for (int axis = 0; axis < dims.length; axis++) {
      flat += indices[axis] * strides[axis];
    }
    return flat;
  }

  /** An index along an axis, where negative ones count from the end. */
  long within(long index, int axis) {
    long counted = index < 0 ? index + dims[axis] : index;
    if (counted < 0 || counted >= dims[axis]) {
      throw new IndexOutOfBoundsException(
          "index " + index + " along axis " + axis + " of extent " + dims[axis]);
    }
    return counted;
  }
}
