// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;

/** Where each tap of each window falls on a plane, by flat indices. */
final class WindowTable {

  private final Window window;
  private final long[] plane;
  private final long[] windows;

  /**
   * For a plane.
   *
   * @param x NC followed by the spatial axes
   */
  WindowTable(Window window, Shape x) {
    this.window = window;
    this.plane = Expansion.dims(x, 2, x.rank());
    Shape y = window.slide(x, x.dim(1));
    this.windows = Expansion.dims(y, 2, y.rank());
  }

  /** Number of windows. */
  long windows() {
    return Shape.of(windows).size();
  }

  /** Numbers of the plane. */
  long plane() {
    return Shape.of(plane).size();
  }

  /** The flat index on which a tap of a window falls; -1 on padding. */
  long at(long place, long tap) {
    long flat = 0;
    long stride = 1;
    long windowsLeft = place;
    long tapsLeft = tap;
    for (int axis = plane.length - 1; axis >= 0; axis--) {
      long taps = window.kernel().get(axis);
      long position = window.position(axis, windowsLeft % windows[axis], tapsLeft % taps);
      if (position < 0 || position >= plane[axis]) {
        return -1;
      }
      flat += position * stride;
      stride *= plane[axis];
      windowsLeft /= windows[axis];
      tapsLeft /= taps;
    }
    return flat;
  }
}
