// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.weight.Positions;
import java.util.function.LongConsumer;

/** A set of positions as a sequence of small integers, or as one bit for each place. */
sealed interface PositionLayout permits Gaps, Runs, Bitmap {

  /** What it is called. */
  String name();

  /** The number that tells the layouts apart. */
  int tag();

  /** Writes the parameters. */
  void describe(BitSink out);

  /** Writes a set that is not empty. */
  void write(BitSink out, Positions positions);

  /**
   * Reads positions, ascending.
   *
   * @param size one above the largest possible position
   * @param count how many there are, at least 1
   * @param found receives each of them
   */
  void read(BitSource in, long size, long count, LongConsumer found) throws Malformed;

  /** Reads the parameters of a layout for a set of {@code count} positions below {@code size}. */
  static PositionLayout read(int tag, BitSource in, long size, long count) throws Malformed {
    return switch (tag) {
      case Gaps.TAG -> Gaps.read(in, count);
      case Runs.TAG -> Runs.read(in, count);
      case Bitmap.TAG -> Bitmap.read(in, size);
      default -> throw new Malformed("positions in layout " + tag);
    };
  }
}
