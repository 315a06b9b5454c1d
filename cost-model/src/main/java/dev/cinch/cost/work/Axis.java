// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import java.util.BitSet;

/**
 * How a kernel slides along one axis of a plane.
 *
 * @param out results along the axis (E or F)
 * @param extent inputs along the axis, padding excluded
 * @param kernel taps of the kernel (R or S)
 * @param stride step between windows
 * @param dilation step between taps
 * @param pad padding before the first input
 */
public record Axis(int out, int extent, int kernel, int stride, int dilation, int pad) {

  /** An axis of extent 1. */
  public static final Axis POINT = new Axis(1, 1, 1, 1, 1, 0);

  /** Where a tap of a window falls; outside 0..extent-1 it falls on padding. */
  public int position(int window, int tap) {
    return window * stride + tap * dilation - pad;
  }

  /** How many different inputs the windows from {@code from} to before {@code to} read. */
  public int touched(int from, int to) {
    if (dilation == 1 && stride <= kernel) {
      return clipped(position(from, 0), position(to - 1, kernel - 1));
    }
    if (dilation == 1) {
      int count = 0;
      for (int window = from; window < to; window++) {
        count += clipped(position(window, 0), position(window, kernel - 1));
      }
      return count;
    }
    BitSet read = new BitSet(extent);
    for (int window = from; window < to; window++) {
      for (int tap = 0; tap < kernel; tap++) {
        int at = position(window, tap);
        if (at >= 0 && at < extent) {
          read.set(at);
        }
      }
    }
    return read.cardinality();
  }

  private int clipped(int first, int last) {
    return Math.max(0, Math.min(last, extent - 1) - Math.max(first, 0) + 1);
  }

  /** Pairs of a window and a tap that fall on an input, not on padding. */
  public long taps() {
    long count = 0;
    for (int window = 0; window < out; window++) {
      for (int tap = 0; tap < kernel; tap++) {
        int at = position(window, tap);
        count += at >= 0 && at < extent ? 1 : 0;
      }
    }
    return count;
  }
}
