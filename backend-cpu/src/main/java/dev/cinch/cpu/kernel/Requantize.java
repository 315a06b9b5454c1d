// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;

/**
 * A change of fixed-point format, prepared for many numbers: the same integers as {@link
 * Fixed#requantize}.
 *
 * <p>To the nearest with ties up, {@code floor(v / 2^s + 1/2)} is {@code floor(v / 2^s)} plus the
 * first bit that was shifted out: no sum can overflow on the way.
 */
public final class Requantize {

  private final Fixed to;
  private final int fromFraction;
  private final Rounding rounding;
  private final Overflow overflow;
  private final int right;
  private final boolean plain;

  /**
   * Prepares a change.
   *
   * @param from the format of the numbers that come
   * @param to the new format
   * @param rounding what happens to digits that do not fit
   * @param overflow what happens to numbers out of range
   */
  public Requantize(Fixed from, Fixed to, Rounding rounding, Overflow overflow) {
    this.to = to;
    this.fromFraction = from.fraction();
    this.rounding = rounding;
    this.overflow = overflow;
    this.right = from.fraction() - to.fraction();
    int signedWidth = from.width() + (from.signed() ? 0 : 1);
    this.plain = right > 0 || signedWidth - right <= Long.SIZE;
  }

  /** Whether {@link #ints} can be used for formats whose carriers are ints. */
  public boolean fitsInts() {
    return right >= 0;
  }

  /**
   * Changes numbers in 32 bits.
   *
   * @param in raw integers of the old format
   * @param out raw integers of the new format, which has an int as carrier
   * @param size how many
   */
  public void ints(int[] in, int[] out, int size) {
    if (right == 0) {
      System.arraycopy(in, 0, out, 0, size);
    } else {
      int shift = Math.min(right, Integer.SIZE);
      switch (rounding) {
        case FLOOR -> floor(in, out, size, Math.min(shift, Integer.SIZE - 1));
        case HALF_UP -> halfUp(in, out, size, shift);
        case HALF_EVEN -> halfEven(in, out, size, shift);
      }
    }
    switch (overflow) {
      case SATURATE -> saturate(out, size, (int) to.min(), (int) to.max());
      case WRAP -> wrap(out, size, Integer.SIZE - to.width(), to.signed());
    }
  }

  private static void floor(int[] in, int[] out, int size, int shift) {
    for (int i = 0; i < size; i++) {
      out[i] = in[i] >> shift;
    }
  }

  private static void halfUp(int[] in, int[] out, int size, int shift) {
    int whole = Math.min(shift, Integer.SIZE - 1);
    int half = shift - 1;
    for (int i = 0; i < size; i++) {
      out[i] = (in[i] >> whole) + ((in[i] >> half) & 1);
    }
  }

  private static void halfEven(int[] in, int[] out, int size, int shift) {
    int whole = Math.min(shift, Integer.SIZE - 1);
    int half = shift - 1;
    int rest = (1 << half) - 1;
    for (int i = 0; i < size; i++) {
      int below = in[i] >> whole;
      int low = in[i] & rest;
      int odd = ((low | -low) >>> (Integer.SIZE - 1)) | below;
      out[i] = below + ((in[i] >> half) & odd & 1);
    }
  }

  private static void saturate(int[] out, int size, int min, int max) {
    for (int i = 0; i < size; i++) {
      out[i] = Math.max(min, Math.min(max, out[i]));
    }
  }

  private static void wrap(int[] out, int size, int unused, boolean signed) {
    if (signed) {
      for (int i = 0; i < size; i++) {
        out[i] = (out[i] << unused) >> unused;
      }
    } else {
      for (int i = 0; i < size; i++) {
        out[i] = (out[i] << unused) >>> unused;
      }
    }
  }

  /** Changes one number of any two formats. */
  public long one(long raw) {
    if (!plain) {
      return to.requantize(raw, fromFraction, rounding, overflow);
    }
    long shifted = right <= 0 ? raw << -right : rounding.shiftRight(raw, right);
    return overflow == Overflow.SATURATE ? to.saturate(shifted) : to.wrap(shifted);
  }
}
