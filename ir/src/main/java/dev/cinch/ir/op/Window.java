// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import java.util.Collections;
import java.util.List;

/**
 * How a kernel slides over the spatial axes; one entry in each list for each axis.
 *
 * @param kernel extents of the kernel, at least 1
 * @param strides steps between windows, at least 1
 * @param dilations steps between a kernel's own taps, at least 1
 * @param padsBegin rows of padding before the first, at least 0
 * @param padsEnd rows of padding after the last, at least 0
 */
public record Window(
    List<Long> kernel,
    List<Long> strides,
    List<Long> dilations,
    List<Long> padsBegin,
    List<Long> padsEnd) {

  private static final long LIMIT = 1L << 31;

  public Window {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    padsBegin = List.copyOf(padsBegin);
    padsEnd = List.copyOf(padsEnd);
    within(kernel, kernel.size(), 1, "kernel");
    within(strides, kernel.size(), 1, "strides");
    within(dilations, kernel.size(), 1, "dilations");
    within(padsBegin, kernel.size(), 0, "pads");
    within(padsEnd, kernel.size(), 0, "pads");
    Operands.shape(kernel.stream().mapToLong(Long::longValue).toArray());
  }

  private static void within(List<Long> values, int count, long least, String what) {
    if (values.size() != count) {
      throw new TypeException(values.size() + " " + what + " for " + count + " spatial axes");
    }
    for (long value : values) {
      if (value < least || value >= LIMIT) {
        throw new TypeException(what + " " + values + " have an entry outside " + least + "..2^31");
      }
    }
  }

  /** A window without stride, dilation or padding. */
  public static Window of(long... kernel) {
    List<Long> sizes = java.util.Arrays.stream(kernel).boxed().toList();
    List<Long> ones = Collections.nCopies(kernel.length, 1L);
    List<Long> zeros = Collections.nCopies(kernel.length, 0L);
    return new Window(sizes, ones, ones, zeros, zeros);
  }

  /** The same window with other strides. */
  public Window withStrides(long... values) {
    return new Window(
        kernel, java.util.Arrays.stream(values).boxed().toList(), dilations, padsBegin, padsEnd);
  }

  /** The same window with the same padding before and after. */
  public Window withPads(long... values) {
    List<Long> pads = java.util.Arrays.stream(values).boxed().toList();
    return new Window(kernel, strides, dilations, pads, pads);
  }

  /** Number of spatial axes. */
  public int axes() {
    return kernel.size();
  }

  /** Number of taps: the product of the kernel's extents. */
  public long taps() {
    return Shape.of(kernel).size();
  }

  /** Extent that the dilated kernel covers along an axis. */
  public long reach(int axis) {
    return (kernel.get(axis) - 1) * dilations.get(axis) + 1;
  }

  /** Extents of the result of pooling, which keeps the channels of x. */
  Shape slide(Shape x) {
    Operands.require(x.rank() >= 2, "a window on [" + x + "], which has no channels");
    return slide(x, x.dim(1));
  }

  /** Refuses windows on x that might lie on padding alone. */
  void requireNumbers(Shape x) {
    for (int axis = 0; axis < Math.min(axes(), x.rank() - 2); axis++) {
      long pads = Math.max(padsBegin.get(axis), padsEnd.get(axis));
      Operands.require(
          pads < reach(axis) && (pads == 0 || dilations.get(axis) <= x.dim(axis + 2)),
          "padding as wide as the kernel leaves windows without a number");
    }
  }

  /**
   * Extents of the result.
   *
   * @param x NC followed by as many spatial axes as the window has
   * @param channels channels of the result
   */
  public Shape slide(Shape x, long channels) {
    if (x.rank() != axes() + 2) {
      throw new TypeException(
          "a window over " + axes() + " axes on [" + x + "], which has " + (x.rank() - 2));
    }
    long[] dims = new long[x.rank()];
    dims[0] = x.dim(0);
    dims[1] = channels;
    for (int axis = 0; axis < axes(); axis++) {
      long padded = x.dim(axis + 2) + padsBegin.get(axis) + padsEnd.get(axis);
      long free = padded - reach(axis);
      if (free < 0) {
        throw new TypeException(
            "a kernel of " + reach(axis) + " is larger than the padded extent " + padded);
      }
      dims[axis + 2] = free / strides.get(axis) + 1;
    }
    return Operands.shape(dims);
  }

  /** Where a tap falls on the unpadded input; outside 0..extent-1 it falls on padding. */
  public long position(int axis, long window, long tap) {
    return window * strides.get(axis) + tap * dilations.get(axis) - padsBegin.get(axis);
  }
}
