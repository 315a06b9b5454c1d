// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;

/** Maps flat indices of a broadcast result to flat indices of an operand. */
final class Broadcast {

  private final long[] resultDims;
  private final long[] strides;

  Broadcast(Shape operand, Shape result) {
    this.resultDims = result.dims();
    this.strides = new long[result.rank()];
    long[] own = operand.strides();
    int shift = result.rank() - operand.rank();
    for (int axis = shift; axis < result.rank(); axis++) {
      strides[axis] = operand.dim(axis - shift) == 1 ? 0 : own[axis - shift];
    }
  }

  /** The operand's flat index for one of the result. */
  long index(long result) {
    long flat = 0;
    for (int axis = resultDims.length - 1; axis >= 0; axis--) {
      flat += result % resultDims[axis] * strides[axis];
      result /= resultDims[axis];
    }
    return flat;
  }
}
