// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.MEAN;
import static dev.cinch.ir.codec.Logistic.VARIANCE;

import org.jspecify.annotations.Nullable;

/**
 * Codes the kept values of a tensor one after the other: whether each is zero, where that occurs;
 * its sign, which depends on the signs of neighbours in the grid and of other outputs at the same
 * place; and its {@link Magnitudes}.
 */
final class ValueModel {

  /** Where signs of neighbours are looked at: columns and rows off, the nearest first. */
  private static final int[][] NEIGHBOURS = {{-1, 0}, {0, -1}, {-1, -1}, {1, -1}, {-2, 0}, {0, -2}};

  private static final int NEAREST = 2;

  private final Alphabet alphabet;
  private final boolean zeros;
  private final boolean signs;
  private final boolean always;
  private final @Nullable Grids grids;
  private final boolean byGrid;
  private final @Nullable Pairs pairs;
  private final Logistic logistic = new Logistic();
  private final Magnitudes magnitudes;
  private final int zero;
  private final int sign;
  private final int neighbour;

  /**
   * A model of so many values.
   *
   * @param grids a walk to each of them, or null for values that do not depend on others
   * @param zeros whether some values are zero
   * @param pairs below {@link Pairs#CHOICES}; 0 where outputs say nothing of each other
   */
  ValueModel(long count, Alphabet alphabet, @Nullable Grids grids, boolean zeros, int pairs) {
    this.alphabet = alphabet;
    this.zeros = zeros;
    this.signs = alphabet.has(true) && alphabet.has(false);
    this.always = alphabet.has(true);
    this.grids = grids;
    this.byGrid = grids != null && grids.view().grid() > 1;
    this.zero = logistic.family(1, -3 * MEAN, 4 * VARIANCE);
    this.sign = logistic.family(1, 0, VARIANCE / 4);
    this.neighbour = logistic.family(NEAREST, MEAN, VARIANCE / 2);
    logistic.family(NEIGHBOURS.length - NEAREST, 0, VARIANCE / 2);
    this.pairs = grids == null ? null : Pairs.of(grids.view(), pairs, logistic);
    this.magnitudes = new Magnitudes(count, alphabet, grids, logistic);
  }

  /** Codes the next value and returns it; what is given does not matter where it is read. */
  long next(Decisions coder, long value) throws Malformed {
    if (grids != null) {
      grids.next();
    }
    if (zeros && logistic.on(zero).decide(coder, alphabet.isZero(value) ? 1 : 0) == 1) {
      return 0;
    }
    if (!always && !alphabet.has(false)) {
      throw new Malformed("a value without a sign");
    }
    boolean negative = always;
    int confidence = 0;
    if (signs) {
      negative = sign(coder, alphabet.isNegative(value));
      confidence = negative ? logistic.logit() : -logistic.logit();
    }
    long given = alphabet.isZero(value) ? 1 : alphabet.magnitude(value);
    long magnitude = magnitudes.next(coder, negative, confidence, given);
    if (grids != null) {
      int level = alphabet.level(magnitude) + 1;
      grids.meet(negative ? -level : level);
    }
    return alphabet.value(negative, magnitude);
  }

  private boolean sign(Decisions coder, boolean negative) throws Malformed {
    logistic.on(sign);
    if (grids != null) {
      if (byGrid) {
        for (int k = 0; k < NEIGHBOURS.length; k++) {
          int met = grids.met(NEIGHBOURS[k][0], NEIGHBOURS[k][1]);
          if (met != 0) {
            logistic.on(neighbour + k, met < 0 ? Logistic.ONE : -Logistic.ONE);
          }
        }
      }
      if (pairs != null) {
        pairs.look(coder, grids);
      }
    }
    return logistic.decide(coder, negative ? 1 : 0) == 1;
  }
}
