// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.util.Arrays;

/**
 * A logistic regression that learns while it codes. A decision names the coefficients that bear on
 * it and what each is multiplied with; the sum is the logit of its probability. Each coefficient is
 * a normal distribution, and what was decided moves mean and variance of all that took part, each
 * in proportion to what is still open about it (one step of a diagonal extended Kalman filter;
 * McCormick, Raftery, Madigan and Burd, "Dynamic logistic regression", Biometrics 2012, section 2).
 * So a coefficient that has seen little learns fast, and one that has seen much hardly moves. All
 * in integers: the same bits on every machine.
 */
final class Logistic {

  /** The factor 1. */
  static final int ONE = 1 << 8;

  /** A mean of 1. */
  static final int MEAN = 1 << 20;

  /** A variance of 1. */
  static final int VARIANCE = 1 << 24;

  private static final int FACTOR_BITS = 8;
  private static final int MEAN_BITS = 20;
  private static final int VARIANCE_BITS = 24;
  private static final int LOGIT_BITS = 8;
  private static final int PROBABILITY_BITS = Decisions.PROBABILITY_BITS;
  private static final int CERTAIN = 1 << PROBABILITY_BITS;
  private static final int GAIN_BITS = 14;

  /** What is always left open, so that nothing is learned for good. */
  private static final int LEAST_VARIANCE = VARIANCE >> 10;

  /** Logits beyond this are as good as certain. */
  private static final int FARTHEST = 12 << LOGIT_BITS;

  private static final char[] PROBABILITY = new char[2 * FARTHEST + 1];

  static {
    for (int i = 0; i < PROBABILITY.length; i++) {
      double logit = (double) (i - FARTHEST) / (1 << LOGIT_BITS);
      long rounded = (long) StrictMath.rint(CERTAIN / (1 + StrictMath.exp(-logit)));
      PROBABILITY[i] = (char) Math.clamp(rounded, Decisions.LEAST, CERTAIN - Decisions.LEAST);
    }
  }

  private int[] means = new int[64];
  private int[] variances = new int[64];
  private int coefficients;
  private int[] used = new int[16];
  private int[] factors = new int[16];
  private int size;
  private int logit;

  /**
   * Makes coefficients and returns the number of the first.
   *
   * @param count how many
   * @param mean what they are expected to be, in units of {@link #MEAN}
   * @param variance how far from that they may be, in units of {@link #VARIANCE}, below 16
   */
  int family(int count, int mean, int variance) {
    int first = coefficients;
    coefficients = Math.addExact(first, count);
    if (coefficients > means.length) {
      int capacity = Math.max(coefficients, 2 * first);
      means = Arrays.copyOf(means, capacity);
      variances = Arrays.copyOf(variances, capacity);
    }
    Arrays.fill(means, first, coefficients, mean);
    Arrays.fill(variances, first, coefficients, variance);
    return first;
  }

  /** The next decision depends on a coefficient. */
  Logistic on(int coefficient) {
    return on(coefficient, ONE);
  }

  /**
   * The next decision depends on a coefficient.
   *
   * @param factor what it is multiplied with, in units of {@link #ONE}, from -4 to 4
   */
  Logistic on(int coefficient, int factor) {
    if (size == used.length) {
      used = Arrays.copyOf(used, 2 * size);
      factors = Arrays.copyOf(factors, 2 * size);
    }
    used[size] = coefficient;
    factors[size++] = factor;
    return this;
  }

  /** Codes a decision and learns from it; returns the bit. */
  int decide(Decisions coder, int bit) throws Malformed {
    long sum = 0;
    long open = 0;
    for (int k = 0; k < size; k++) {
      long factor = factors[k];
      sum += means[used[k]] * factor;
      open += variances[used[k]] * factor * factor;
    }
    long scaled = sum >> (MEAN_BITS + FACTOR_BITS - LOGIT_BITS);
    logit = Math.clamp(scaled, -FARTHEST, FARTHEST);
    int probability = PROBABILITY[logit + FARTHEST];
    int decided = coder.decide(bit, probability);
    learn(decided, probability, open >> (2 * FACTOR_BITS));
    size = 0;
    return decided;
  }

  /**
   * With p the probability and V the variance of the sum, the gain is 1 / (1 + V p (1 - p)); a mean
   * moves by variance * factor * gain * (bit - p), a variance shrinks by (variance * factor)^2 *
   * gain * p (1 - p).
   */
  private void learn(int bit, int probability, long open) {
    long spread = ((long) probability * (CERTAIN - probability)) >> PROBABILITY_BITS;
    long doubt = (open * spread) >> (VARIANCE_BITS + PROBABILITY_BITS - GAIN_BITS);
    long gain = (1L << (GAIN_BITS + PROBABILITY_BITS)) / ((1L << GAIN_BITS) + doubt);
    long surprise = ((bit << PROBABILITY_BITS) - probability) * gain;
    long certainty = (spread * gain) >> PROBABILITY_BITS;
    for (int k = 0; k < size; k++) {
      int coefficient = used[k];
      long lever = ((long) variances[coefficient] * factors[k]) >> FACTOR_BITS;
      int shift = VARIANCE_BITS + 2 * PROBABILITY_BITS - MEAN_BITS;
      means[coefficient] += (int) ((lever * surprise + (1L << (shift - 1))) >> shift);
      long less = (((lever * lever) >> VARIANCE_BITS) * certainty) >> PROBABILITY_BITS;
      variances[coefficient] = Math.max(LEAST_VARIANCE, variances[coefficient] - (int) less);
    }
  }

  /** The logit of the last decision, before it was taken, in units of 1/256, within -12 and 12. */
  int logit() {
    return logit;
  }
}
