// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;

/** The numbers under a window, channel after channel, in the kernel's order; zeros on padding. */
final class Patch {

  private final Window window;
  private final Shape from;
  private final Shape to;
  private final long[] numbers;
  private final int channels;
  private final int plane;
  private final int places;
  private final int[] taps;
  private final long[] patch;

  /**
   * A window on a tensor.
   *
   * @param window how the kernel slides
   * @param x NC followed by the spatial axes
   * @param y extents of the result, likewise
   */
  Patch(Window window, Tensor x, Shape y) {
    this.window = window;
    this.from = x.shape();
    this.to = y;
    this.numbers = x.toRaws();
    this.channels = Math.toIntExact(from.dim(1));
    this.plane = Math.toIntExact(from.size(2, from.rank()));
    this.places = Math.toIntExact(to.size(2, to.rank()));
    this.taps = new int[Math.toIntExact(window.taps())];
    this.patch = new long[Math.multiplyExact(channels, taps.length)];
  }

  /** How many windows there are on a plane. */
  int places() {
    return places;
  }

  /** The numbers under one window; overwritten by the next call. */
  long[] at(int image, int place) {
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] = index(place, tap);
    }
    int next = 0;
    for (int channel = 0; channel < channels; channel++) {
      int start = (image * channels + channel) * plane;
      for (int tap : taps) {
        patch[next++] = tap < 0 ? 0 : numbers[start + tap];
      }
    }
    return patch;
  }

  /** Where a tap falls on the plane; -1 on padding. */
  private int index(long place, long tap) {
    long index = 0;
    long distance = 1;
    for (int axis = window.axes() - 1; axis >= 0; axis--) {
      long extent = from.dim(axis + 2);
      long kernel = window.kernel().get(axis);
      long position = window.position(axis, place % to.dim(axis + 2), tap % kernel);
      if (position < 0 || position >= extent) {
        return -1;
      }
      index += position * distance;
      distance *= extent;
      place /= to.dim(axis + 2);
      tap /= kernel;
    }
    return Math.toIntExact(index);
  }
}
