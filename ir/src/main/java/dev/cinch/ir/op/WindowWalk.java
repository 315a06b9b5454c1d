// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;

/** Walks every tap of every window of a plane: the obvious loops, for any number of axes. */
final class WindowWalk {

  /** Sees one tap. */
  interface Tap {
    /**
     * Called once for each tap of a window.
     *
     * @param tap flat index in the kernel
     * @param at flat index in the input's plane; -1 on padding
     */
    void see(long tap, long at);
  }

  private final Window window;
  private final long[] in;
  private final long[] out;
  private final long[] kernel;

  /** For an input and a result, each NC followed by the spatial axes. */
  WindowWalk(Window window, Shape x, Shape y) {
    this.window = window;
    this.in = spatial(x);
    this.out = spatial(y);
    this.kernel = Shape.of(window.kernel()).dims();
  }

  private static long[] spatial(Shape shape) {
    return java.util.Arrays.copyOfRange(shape.dims(), 2, shape.rank());
  }

  long inputPlane() {
    return Shape.of(in).size();
  }

  long outputPlane() {
    return Shape.of(out).size();
  }

  /** Shows every tap of the window at a flat index of the result's plane. */
  void taps(long place, Tap visitor) {
    long taps = window.taps();
    for (long tap = 0; tap < taps; tap++) {
      visitor.see(tap, at(place, tap));
    }
  }

  private long at(long place, long tap) {
    long flat = 0;
    long stride = 1;
    for (int axis = in.length - 1; axis >= 0; axis--) {
      long position = window.position(axis, place % out[axis], tap % kernel[axis]);
      if (position < 0 || position >= in[axis]) {
        return -1;
      }
      flat += position * stride;
      stride *= in[axis];
      place /= out[axis];
      tap /= kernel[axis];
    }
    return flat;
  }
}
