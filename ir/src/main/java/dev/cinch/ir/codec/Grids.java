// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.weight.Positions;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the kept values of a tensor that is not long, in the order in which they lie: where
 * each is, what was met around it, and how many are kept in its line.
 */
final class Grids {

  private final View view;
  private final int width;
  private final int step;
  private final int lines;
  private final Positions kept;
  private final int[] met;
  private final int[] keptOfOutput;
  private final int[] keptOfTap;
  private int index = -1;
  private int output;
  private int tap;
  private int x;
  private int y;

  /** A walk over kept values, or over all where null is given; null where a tensor is long. */
  static @Nullable Grids of(View view, @Nullable Positions kept) {
    if (view.isLong()) {
      return null;
    }
    return new Grids(view, kept == null ? Positions.all(view.size()) : kept);
  }

  private Grids(View view, Positions kept) {
    this.view = view;
    this.kept = kept;
    this.width = Math.toIntExact(view.width());
    this.step = Math.toIntExact(view.step());
    this.lines = Math.toIntExact(view.swapped() ? view.outputs() : view.taps());
    this.met = new int[Math.toIntExact(view.size())];
    this.keptOfOutput = new int[Math.toIntExact(view.outputs())];
    this.keptOfTap = new int[Math.toIntExact(view.taps())];
    for (long p = kept.next(0); p >= 0; p = kept.next(p + 1)) {
      place((int) p);
      keptOfOutput[output]++;
      keptOfTap[tap]++;
    }
  }

  private void place(int position) {
    int row = position / lines;
    int column = position - row * lines;
    output = view.swapped() ? column : row;
    tap = view.swapped() ? row : column;
  }

  /** How the tensor is seen. */
  View view() {
    return view;
  }

  /** Where the values are. */
  Positions kept() {
    return kept;
  }

  /** Goes on to the next kept value. */
  void next() {
    index = (int) kept.next(index + 1);
    place(index);
    int inGrid = tap % (int) view.grid();
    y = inGrid / width;
    x = inGrid - y * width;
  }

  /** The number of the output here. */
  int output() {
    return output;
  }

  /** The number of the weight within its output. */
  int tap() {
    return tap;
  }

  /** Remembers what is here, any number but 0. */
  void meet(int what) {
    met[index] = what;
  }

  /** What was met so many columns and rows off in this grid; 0 for nothing. */
  int met(int right, int down) {
    return isInside(right, down) ? met[index + (down * width + right) * step] : 0;
  }

  /** What was met of another output at this place; 0 for nothing. */
  int met(int other) {
    return met[view.swapped() ? index - output + other : other * lines + tap];
  }

  /** Whether there is a place so many columns and rows off in this grid. */
  boolean isInside(int right, int down) {
    return x + right >= 0 && x + right < width && y + down >= 0 && y + down < view.height();
  }

  /** Whether the value so many columns and rows off is kept, which is a place in this grid. */
  boolean isKept(int right, int down) {
    return kept.contains(index + (down * width + right) * step);
  }

  /** How many values are kept of each output. */
  int[] keptOfOutput() {
    return keptOfOutput;
  }

  /** How many values are kept of each weight of an output, over all outputs. */
  int[] keptOfTap() {
    return keptOfTap;
  }
}
