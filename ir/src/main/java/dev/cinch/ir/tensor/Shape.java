// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.tensor;

import java.util.Arrays;
import java.util.List;

/** The extents of a tensor, outermost first. A scalar has rank 0 and one element. */
public final class Shape {

  /** The most axes a tensor may have. */
  public static final int MAX_RANK = 32;

  private final long[] dims;
  private final long size;

  private Shape(long[] dims) {
    if (dims.length > MAX_RANK) {
      throw new IllegalArgumentException("rank " + dims.length + " is above " + MAX_RANK);
    }
    long product = 1;
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("negative extent in " + Arrays.toString(dims));
      }
      try {
        product = Math.multiplyExact(product, dim);
      } catch (ArithmeticException _) {
        throw new IllegalArgumentException("too many elements in " + Arrays.toString(dims));
      }
    }
    this.dims = dims;
    this.size = product;
  }

  /**
   * A shape.
   *
   * @throws IllegalArgumentException for a negative extent, rank above 32 or 2^63 elements
   */
  public static Shape of(long... dims) {
    return new Shape(dims.clone());
  }

  /** A shape from a list of extents. */
  public static Shape of(List<Long> dims) {
    return new Shape(dims.stream().mapToLong(Long::longValue).toArray());
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Extent of an axis; negative axes count from the end. */
  public long dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  /** Number of elements: the product of the extents. */
  public long size() {
    return size;
  }

  /** The extents, in a new array. */
  public long[] dims() {
    return dims.clone();
  }

  /** Row-major strides in elements. */
  public long[] strides() {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }

  /** The product of the extents of axes {@code from} (inclusive) to {@code to} (exclusive). */
  public long size(int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= dims[axis];
    }
    return product;
  }

  /** This shape with one extent replaced. */
  public Shape with(int axis, long dim) {
    long[] changed = dims.clone();
    changed[axis < 0 ? axis + dims.length : axis] = dim;
    return new Shape(changed);
  }

  /**
   * The common shape of element-wise operands, by ONNX's multidirectional broadcasting.
   *
   * @throws IllegalArgumentException when two extents differ and neither is 1
   */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] dims = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      long left = axis < rank - a.rank() ? 1 : a.dims[axis - rank + a.rank()];
      long right = axis < rank - b.rank() ? 1 : b.dims[axis - rank + b.rank()];
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      dims[axis] = left == 1 ? right : left;
    }
    return new Shape(dims);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As in ONNX text: {@code 1,28,28}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int axis = 0; axis < dims.length; axis++) {
      text.append(axis == 0 ? "" : ",").append(dims[axis]);
    }
    return text.toString();
  }
}
