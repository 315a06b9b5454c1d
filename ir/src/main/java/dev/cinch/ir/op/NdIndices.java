// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;

/** Tuples of indices along the leading axes of a tensor, behind axes that both share. */
final class NdIndices {

  private final Coordinates coordinates;
  private final Tensor indices;
  private final int batch;
  private final int length;
  private final long count;
  private final long perBatch;
  private final long slice;
  private final long[] strides;

  NdIndices(Shape x, Tensor indices, int batch) {
    this.coordinates = new Coordinates(x);
    this.indices = indices;
    this.batch = batch;
    this.length = (int) indices.shape().dim(-1);
    this.count = indices.shape().size(0, indices.shape().rank() - 1);
    this.perBatch = indices.shape().size(batch, indices.shape().rank() - 1);
    this.slice = x.size(batch + length, x.rank());
    this.strides = x.strides();
  }

  static void requireInside(Shape x, Shape indices, int batch) {
    boolean fits =
        batch >= 0
            && indices.rank() > batch
            && indices.dim(-1) <= x.rank() - batch
            && indices.rank() - 1 + x.rank() - batch - indices.dim(-1) <= Shape.MAX_RANK;
    for (int axis = 0; fits && axis < batch; axis++) {
      fits = indices.dim(axis) == x.dim(axis);
    }
    Operands.require(
        fits, "tuples of indices [" + indices + "] for [" + x + "] with " + batch + " shared axes");
  }

  /** Number of tuples. */
  long count() {
    return count;
  }

  /** Numbers that a tuple selects. */
  long slice() {
    return slice;
  }

  /** The flat index of the first number that a tuple selects. */
  long start(long tuple) {
    long flat = 0;
    if (batch > 0) {
      flat = tuple / perBatch * strides[batch - 1];
    }
    for (int i = 0; i < length; i++) {
      long index = indices.rawAt(tuple * length + i);
      flat += coordinates.within(index, batch + i) * strides[batch + i];
    }
    return flat;
  }
}
