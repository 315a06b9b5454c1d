// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.MEAN;
import static dev.cinch.ir.codec.Logistic.VARIANCE;

import org.jspecify.annotations.Nullable;

/**
 * Codes magnitudes. A short list of ranks is climbed one decision at a time. Of others the exponent
 * comes first, from the greatest down, then the fraction, highest bit first: so many bits of it
 * have a decision of their own as there are values to learn from, the others are plain. Decisions
 * depend on the sign, and those that matter most on what is around the value.
 */
final class Magnitudes {

  private static final int SHORT = 16;
  private static final int MOST_STEPS = 24;
  private static final int MOST_DEPTH = 9;
  private static final int MOST_DEPTH_OF_FLOATS = 3;

  private final Alphabet alphabet;
  private final Logistic logistic;
  private final @Nullable Surroundings surroundings;
  private final boolean isShort;
  private final int depth;
  private final int steps;
  private final int stepsOfSign;
  private final int fractions;
  private final int fractionsOfSign;

  /**
   * A model of so many magnitudes.
   *
   * @param grids a walk that is at the value, or null for one that does not depend on others
   */
  Magnitudes(long count, Alphabet alphabet, @Nullable Grids grids, Logistic logistic) {
    this.alphabet = alphabet;
    this.logistic = logistic;
    this.surroundings = grids == null ? null : new Surroundings(grids, alphabet, logistic);
    this.isShort =
        alphabet instanceof Ranks && alphabet.most(false) <= SHORT && alphabet.most(true) <= SHORT;
    int known = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, count - 1));
    int mostDepth = alphabet instanceof Floats ? MOST_DEPTH_OF_FLOATS : MOST_DEPTH;
    this.depth = isShort ? 0 : Math.clamp((known - 3) / 2, 1, mostDepth);
    this.steps = logistic.family(isShort ? 1 : MOST_STEPS + 1, 0, VARIANCE);
    for (int rank = 1; isShort && rank < SHORT; rank++) {
      logistic.family(1, expected(rank), VARIANCE / 2);
    }
    this.stepsOfSign = logistic.family(MOST_STEPS + 1, 0, VARIANCE / 16);
    int classes = isShort ? 0 : MOST_STEPS + 1;
    this.fractionsOfSign = logistic.family(classes << depth, 0, VARIANCE / 4);
    this.fractions = logistic.family(0, 0, 0);
    for (int k = 0; k < classes; k++) {
      logistic.family(2, -MEAN / 2, VARIANCE / 2);
      logistic.family((1 << depth) - 2, 0, VARIANCE / 2);
    }
  }

  /** Steps up to the middle ranks are likely, steps to the highest are not. */
  private int expected(int rank) {
    long most = Math.max(1, Math.max(alphabet.most(false), alphabet.most(true)));
    return (int) (MEAN * 5 / 4 - 3L * MEAN * (rank - 1) / most);
  }

  /**
   * Codes a magnitude and returns it.
   *
   * @param confidence the logit of the sign, in units of 1/256
   */
  long next(Decisions coder, boolean negative, int confidence, long given) throws Malformed {
    if (surroundings != null) {
      surroundings.look(confidence);
    }
    int side = negative ? -Logistic.ONE : Logistic.ONE;
    long most = alphabet.most(negative);
    if (isShort) {
      return climb(coder, side, most, given);
    }
    int exponent = exponent(coder, side, most, alphabet.exponent(given));
    return fraction(coder, side, most, exponent, given);
  }

  private long climb(Decisions coder, int side, long most, long given) throws Malformed {
    int rank = 1;
    while (rank < most && step(coder, side, rank, given > rank)) {
      rank++;
    }
    return rank;
  }

  private boolean step(Decisions coder, int side, int step, boolean given) throws Malformed {
    logistic.on(steps + step).on(stepsOfSign + step, side);
    if (surroundings != null) {
      surroundings.add();
    }
    return logistic.decide(coder, given ? 1 : 0) == 1;
  }

  private int exponent(Decisions coder, int side, long most, int given) throws Malformed {
    int top = alphabet.top();
    int exponent = alphabet instanceof Ranks ? Integers.highest(most) : top;
    while (exponent > 0) {
      int step = top - exponent;
      if (step == MOST_STEPS) {
        long rest = coder.plain(given, Integer.SIZE - Integer.numberOfLeadingZeros(exponent));
        if (rest > exponent) {
          throw new Malformed("exponent " + rest + " above " + exponent);
        }
        return (int) rest;
      }
      if (step(coder, side, step, given >= exponent)) {
        break;
      }
      exponent--;
    }
    return exponent;
  }

  private long fraction(Decisions coder, int side, long most, int exponent, long given)
      throws Malformed {
    int bits = alphabet.fractionBits(exponent);
    int first = Math.min(alphabet.top() - exponent, MOST_STEPS) << depth;
    long fraction = 0;
    for (int left = bits - 1; left >= 0; left--) {
      int read = bits - 1 - left;
      long above = fraction << 1 | 1;
      if (Long.compareUnsigned(alphabet.magnitude(exponent, above << left), most) > 0) {
        fraction <<= 1;
      } else if (read < depth) {
        int node = first + (1 << read | (int) fraction);
        logistic.on(fractions + node).on(fractionsOfSign + node, side);
        if (read == 0 && surroundings != null) {
          surroundings.add();
        }
        fraction = fraction << 1 | logistic.decide(coder, (int) (given >>> left) & 1);
      } else if (alphabet instanceof Ranks) {
        fraction = fraction << 1 | coder.plain(given >>> left & 1, 1);
      } else {
        long low = coder.plain(given & ((2L << left) - 1), left + 1);
        return alphabet.magnitude(exponent, fraction << (left + 1) | low);
      }
    }
    return alphabet.magnitude(exponent, fraction);
  }
}
