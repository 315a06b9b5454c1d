// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.weight.Positions;
import java.util.function.LongConsumer;

/**
 * Runs of neighbouring positions, for sets in which few or whole rows are left out: for each run
 * the space in front of it and its length. All spaces but the first are at least 1, as are all
 * lengths: they are written less 1. The last length follows from the count.
 *
 * @param runs how many runs there are
 * @param spaces writes the spaces
 * @param lengths writes the lengths
 */
record Runs(long runs, Coder spaces, Coder lengths) implements PositionLayout {

  static final int TAG = 1;

  private interface RunConsumer {
    void accept(long start, long length);
  }

  private static void forEachRun(Positions positions, RunConsumer consumer) {
    long start = positions.next(0);
    while (start >= 0) {
      long end = start + 1;
      while (positions.contains(end)) {
        end++;
      }
      consumer.accept(start, end - start);
      start = positions.next(end);
    }
  }

  /** How many runs a set has. */
  static long count(Positions positions) {
    long[] runs = new long[1];
    forEachRun(positions, (_, _) -> runs[0]++);
    return runs[0];
  }

  /** The spaces of a set, as they are written. */
  static Sequence spaces(Positions positions) {
    return consumer -> {
      long[] end = {-1};
      forEachRun(
          positions,
          (start, length) -> {
            consumer.accept(end[0] < 0 ? start : start - end[0] - 1);
            end[0] = start + length;
          });
    };
  }

  /** All lengths of a set but the last, as they are written. */
  static Sequence lengths(Positions positions) {
    return consumer -> {
      long[] last = {-1};
      forEachRun(
          positions,
          (_, length) -> {
            if (last[0] >= 0) {
              consumer.accept(last[0]);
            }
            last[0] = length - 1;
          });
    };
  }

  static Runs read(BitSource in, long count) throws Malformed {
    long runs = in.takeSmall() + 1;
    if (runs > count) {
      throw new Malformed(runs + " runs of " + count + " positions");
    }
    return new Runs(runs, Coder.read(in, runs), Coder.read(in, runs - 1));
  }

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void describe(BitSink out) {
    out.putSmall(runs - 1);
    spaces.describe(out);
    lengths.describe(out);
  }

  @Override
  public void write(BitSink out, Positions positions) {
    long[] written = {0, -1};
    forEachRun(
        positions,
        (start, length) -> {
          spaces.put(out, written[1] < 0 ? start : start - written[1] - 1);
          if (++written[0] < runs) {
            lengths.put(out, length - 1);
          }
          written[1] = start + length;
        });
  }

  @Override
  public void read(BitSource in, long size, long count, LongConsumer found) throws Malformed {
    long next = 0;
    long left = count;
    for (long after = runs - 1; after >= 0; after--) {
      long space = spaces.next(in);
      requireBelow(space, size - next);
      next += space + (next == 0 && after == runs - 1 ? 0 : 1);
      long length = left;
      if (after > 0) {
        length = lengths.next(in);
        requireBelow(length, left - after);
        length++;
      }
      requireBelow(length - 1, size - next);
      for (long i = next; i < next + length; i++) {
        found.accept(i);
      }
      next += length;
      left -= length;
    }
  }

  private static void requireBelow(long value, long bound) throws Malformed {
    if (bound <= 0 || Long.compareUnsigned(value, bound) >= 0) {
      throw new Malformed("a run of positions beyond the last");
    }
  }
}
