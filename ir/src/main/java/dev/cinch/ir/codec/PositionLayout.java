// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.weight.Positions;
import java.util.function.LongConsumer;

/** A set of positions as a sequence of small integers. */
sealed interface PositionLayout permits Gaps, Runs {

  /** Writes which layout this is and its parameters. */
  void describe(BitWriter out);

  /** Writes a set that is not empty. */
  void write(BitWriter out, Positions positions);

  /**
   * Reads positions, ascending.
   *
   * @param size one above the largest possible position
   * @param count how many there are, at least 1
   * @param found receives each of them
   */
  void read(BitReader in, long size, long count, LongConsumer found) throws Malformed;

  /** Reads which layout follows for a set of {@code count} positions. */
  static PositionLayout read(BitReader in, long count) throws Malformed {
    return in.take(1) == Gaps.TAG ? Gaps.read(in, count) : Runs.read(in, count);
  }
}
