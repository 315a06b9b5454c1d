// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.MEAN;
import static dev.cinch.ir.codec.Logistic.ONE;
import static dev.cinch.ir.codec.Logistic.VARIANCE;

/**
 * Codes ascending magnitudes by the steps between them. A step is expected to be about as large as
 * those before it, so whether it reaches a threshold depends on how far that is above or below what
 * is expected: its exponent is found from the greatest down, then two bits of its fraction; the
 * others are plain.
 */
final class Ladder {

  private static final int THRESHOLDS = 3;
  private static final int FARTHEST = 4 * ONE;

  private final Decisions coder;
  private final int exponentBits;
  private final int top;
  private final Logistic logistic = new Logistic();
  private final int offset;
  private final int slope;

  /**
   * A ladder.
   *
   * @param exponentBits bits of the exponent of the first magnitude
   * @param top the greatest exponent of a step
   */
  Ladder(Decisions coder, int exponentBits, int top) {
    this.coder = coder;
    this.exponentBits = exponentBits;
    this.top = top;
    this.offset = logistic.family(THRESHOLDS, 0, VARIANCE / 4);
    this.slope = logistic.family(1, MEAN * 5 / 2, VARIANCE);
    logistic.family(1, MEAN * 3 / 2, VARIANCE / 2);
    logistic.family(1, MEAN * 3 / 4, VARIANCE / 4);
  }

  /** The greatest exponent of the steps between magnitudes; 0 where there are none. */
  static int top(long[] rungs) {
    int top = 0;
    for (int k = 1; k < rungs.length; k++) {
      top = Math.max(top, Integers.highest(rungs[k] - rungs[k - 1]));
    }
    return top;
  }

  /**
   * Codes magnitudes, each above the one before, in place.
   *
   * @param most none is above this, unsigned
   */
  void code(long[] rungs, long most) throws Malformed {
    int expected = top * ONE - ONE * 3 / 2;
    long rung = 0;
    for (int k = 0; k < rungs.length; k++) {
      long given = rungs[k] == 0 ? 1 : rungs[k] - rung;
      long step = k == 0 ? first(given) : step(given, expected, k > 1 ? ONE : ONE / 2);
      if (Long.compareUnsigned(step, most - rung) > 0) {
        throw new Malformed("shared values beyond the greatest");
      }
      rung += step;
      rungs[k] = rung;
      if (k == 1) {
        expected = Integers.levelOf(step);
      } else if (k > 1) {
        expected += ((Integers.levelOf(step) - expected) * 3) >> 2;
      }
    }
  }

  private long first(long given) throws Malformed {
    int exponent = (int) coder.plain(Integers.highest(given), exponentBits);
    return 1L << exponent | coder.plain(given & ((1L << exponent) - 1), exponent);
  }

  private long step(long given, int expected, int trust) throws Malformed {
    int exponent = top;
    while (exponent > 0
        && !reaches(0, Integers.highest(given) >= exponent, expected - exponent * ONE, trust)) {
      exponent--;
    }
    long step = 1;
    int left = exponent;
    for (int threshold = 1; threshold < THRESHOLDS && left > 0; threshold++) {
      left--;
      int middle = Integers.levelOf((step << 1 | 1) << left);
      boolean upper = reaches(threshold, (given >>> left & 1) == 1, expected - middle, trust);
      step = step << 1 | (upper ? 1 : 0);
    }
    return step << left | coder.plain(given & ((1L << left) - 1), left);
  }

  private boolean reaches(int threshold, boolean given, int distance, int trust) throws Malformed {
    int factor = Math.clamp((long) distance * trust / ONE, -FARTHEST, FARTHEST);
    logistic.on(offset + threshold).on(slope + threshold, factor);
    return logistic.decide(coder, given ? 1 : 0) == 1;
  }
}
