// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * What the values of a tensor are to a model: zero, or a sign and a magnitude. A magnitude has an
 * exponent, which grows with it, and a fraction of {@link #fractionBits} bits.
 */
sealed interface Alphabet permits Ranks, Integers, Floats {

  /** Whether a value is the zero that needs neither sign nor magnitude. */
  boolean isZero(long value);

  /** Whether a value that is not zero is negative. */
  boolean isNegative(long value);

  /** The magnitude of a value that is not zero, unsigned. */
  long magnitude(long value);

  /** The value of a sign and a magnitude. */
  long value(boolean negative, long magnitude) throws Malformed;

  /** Whether values of a sign occur. */
  boolean has(boolean negative);

  /** The greatest exponent, at least 0. */
  int top();

  /** The exponent of a magnitude. */
  int exponent(long magnitude);

  /** How many bits of fraction follow an exponent. */
  int fractionBits(int exponent);

  /** The magnitude of an exponent and a fraction. */
  long magnitude(int exponent, long fraction);

  /** The greatest magnitude of a sign, unsigned. */
  long most(boolean negative);

  /**
   * The logarithm of a magnitude to base 2, in units of 2^-8, with the fraction taken as linear.
   */
  default int level(long magnitude) {
    int exponent = exponent(magnitude);
    int bits = fractionBits(exponent);
    long fraction = magnitude & ((1L << bits) - 1);
    return (exponent << 8) + (int) (bits > 8 ? fraction >>> (bits - 8) : fraction << (8 - bits));
  }
}
