// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.FloatType;

/**
 * Bit patterns of floating-point numbers, with the exponent and the fraction that they have. Low
 * bits that are zero in all of them are left out, so numbers that were rounded to half precision
 * take no more than half precision.
 *
 * @param width bits of a number; the highest is the sign
 * @param places bits of fraction, without those left out
 * @param zeros low bits that are left out
 * @param positives whether there are positive ones
 * @param negatives whether there are negative ones
 * @param top the greatest exponent, biased
 */
record Floats(int width, int places, int zeros, boolean positives, boolean negatives, int top)
    implements Alphabet {

  /** Bits of fraction of a format, or -1 for those whose numbers are taken as integers. */
  static int places(FloatType type) {
    return switch (type) {
      case F32 -> 23;
      case F64 -> 52;
      case F16 -> 10;
      case BF16 -> 7;
      case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 -> -1;
    };
  }

  private long sign() {
    return 1L << (width - 1);
  }

  @Override
  public boolean isZero(long value) {
    return value == 0;
  }

  @Override
  public boolean isNegative(long value) {
    return (value & sign()) != 0;
  }

  @Override
  public long magnitude(long value) {
    return (value & (sign() - 1)) >>> zeros;
  }

  @Override
  public long value(boolean negative, long magnitude) {
    return magnitude << zeros | (negative ? sign() : 0);
  }

  @Override
  public boolean has(boolean negative) {
    return negative ? negatives : positives;
  }

  @Override
  public int exponent(long magnitude) {
    return (int) (magnitude >>> places);
  }

  @Override
  public int fractionBits(int exponent) {
    return places;
  }

  @Override
  public long magnitude(int exponent, long fraction) {
    return (long) exponent << places | fraction;
  }

  @Override
  public long most(boolean negative) {
    return -1;
  }
}
