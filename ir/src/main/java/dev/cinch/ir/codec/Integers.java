// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * Integers: the exponent is the place of the highest bit, the fraction what lies below it.
 *
 * @param positives whether there are positive ones
 * @param negatives whether there are negative ones
 * @param top the greatest exponent
 */
record Integers(boolean positives, boolean negatives, int top) implements Alphabet {

  @Override
  public boolean isZero(long value) {
    return value == 0;
  }

  @Override
  public boolean isNegative(long value) {
    return value < 0;
  }

  @Override
  public long magnitude(long value) {
    return value < 0 ? -value : value;
  }

  @Override
  public long value(boolean negative, long magnitude) {
    return negative ? -magnitude : magnitude;
  }

  @Override
  public boolean has(boolean negative) {
    return negative ? negatives : positives;
  }

  @Override
  public int exponent(long magnitude) {
    return highest(magnitude);
  }

  /** The place of the highest bit of an unsigned number that is not 0. */
  static int highest(long magnitude) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(magnitude);
  }

  /** The {@link #level} of a number that is not 0. */
  static int levelOf(long magnitude) {
    int exponent = highest(magnitude);
    long fraction = magnitude ^ 1L << exponent;
    int shift = exponent - Byte.SIZE;
    return (exponent << Byte.SIZE) + (int) (shift > 0 ? fraction >>> shift : fraction << -shift);
  }

  @Override
  public int fractionBits(int exponent) {
    return exponent;
  }

  @Override
  public long magnitude(int exponent, long fraction) {
    return 1L << exponent | fraction;
  }

  @Override
  public long most(boolean negative) {
    return -1;
  }
}
