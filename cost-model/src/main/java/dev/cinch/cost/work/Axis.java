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
    return touched(from, to, 0, kernel);
  }

  /** How many different inputs some taps of some windows read; each range ends before its end. */
  public int touched(int from, int to, int fromTap, int toTap) {
    if (isRun(to - from, toTap - fromTap)) {
      return clipped(position(from, fromTap), position(to - 1, toTap - 1));
    }
    BitSet read = new BitSet();
    read(from, to, fromTap, toTap, Math.max(0, position(from, fromTap)), read);
    return read.cardinality();
  }

  /** Whether the positions of so many windows and taps follow each other without a gap. */
  private boolean isRun(int windows, int taps) {
    boolean tapsRun = taps == 1 || dilation == 1;
    boolean windowsRun = windows == 1 || stride <= (taps - 1) * dilation + 1;
    boolean windowsFill = windows > 1 && stride == 1 && dilation <= windows;
    return (tapsRun && windowsRun) || windowsFill;
  }

  /** How many different positions so many windows with so many taps have, padding included. */
  public int reach(int windows, int taps) {
    if (isRun(windows, taps)) {
      return (windows - 1) * stride + (taps - 1) * dilation + 1;
    }
    BitSet positions = new BitSet();
    for (int window = 0; window < windows; window++) {
      for (int tap = 0; tap < taps; tap++) {
        positions.set(window * stride + tap * dilation);
      }
    }
    return positions.cardinality();
  }

  /** Notes the inputs that some taps of some windows read, by their places from a base on. */
  public void read(int from, int to, int fromTap, int toTap, int base, BitSet into) {
    for (int window = from; window < to; window++) {
      for (int tap = fromTap; tap < toTap; tap++) {
        int at = position(window, tap);
        if (at >= 0 && at < extent) {
          into.set(at - base);
        }
      }
    }
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
