// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import org.bytedeco.pytorch.Tensor;

/**
 * A value of the graph as libtorch holds it.
 *
 * @param tensor the numbers, of the value's shape S, or [B, S] where each example has its own
 * @param type of the value for one example
 * @param each whether each example has its own
 */
record Operand(Tensor tensor, TensorType type, boolean each) {

  Shape shape() {
    return type.shape();
  }

  int rank() {
    return type.shape().rank();
  }

  /** [B, S], also where all examples have the same numbers. */
  Tensor rows(long batch) {
    return each ? tensor : tensor.unsqueeze(0).expand(behind(batch, shape()));
  }

  /** With more axes of extent 1 in front of the value's own, so that it broadcasts to a rank. */
  Tensor aligned(int rank) {
    if (!each || rank == rank()) {
      return tensor;
    }
    long[] dims = new long[rank + 1];
    java.util.Arrays.fill(dims, 1);
    dims[0] = tensor.size(0);
    System.arraycopy(shape().dims(), 0, dims, rank + 1 - rank(), rank());
    return tensor.reshape(dims);
  }

  /** The extents of a shape behind another. */
  static long[] behind(long first, Shape shape) {
    return behind(first, shape.dims());
  }

  static long[] behind(long first, long... dims) {
    long[] all = new long[dims.length + 1];
    all[0] = first;
    System.arraycopy(dims, 0, all, 1, dims.length);
    return all;
  }
}
