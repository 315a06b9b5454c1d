// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;

/**
 * A change from single precision to fixed point, prepared for many numbers: the same integers as
 * {@link Fixed#quantize}. A float times a power of two is exact in double precision.
 */
public final class Quantize {

  /** Fractions up to this keep a scaled float within a double's normal numbers. */
  private static final int PLAIN_FRACTION = 800;

  private final Fixed to;
  private final Rounding rounding;
  private final Overflow overflow;

  /**
   * Prepares a change.
   *
   * @param to the format
   * @param rounding what happens to digits that do not fit
   * @param overflow what happens to numbers out of range
   */
  public Quantize(Fixed to, Rounding rounding, Overflow overflow) {
    this.to = to;
    this.rounding = rounding;
    this.overflow = overflow;
  }

  /** Changes one number of any format. */
  public long one(float value) {
    return to.quantize(value, rounding, overflow);
  }

  /**
   * Changes numbers into a format that has an int as carrier.
   *
   * @param in numbers
   * @param out raw integers
   * @param size how many
   */
  public void ints(float[] in, int[] out, int size) {
    if (overflow == Overflow.WRAP || Math.abs(to.fraction()) > PLAIN_FRACTION) {
      for (int i = 0; i < size; i++) {
        out[i] = (int) one(in[i]);
      }
      return;
    }
    double scale = Math.scalb(1.0, to.fraction());
    double min = to.min();
    double max = to.max();
    switch (rounding) {
      case FLOOR -> {
        for (int i = 0; i < size; i++) {
          out[i] = (int) Math.max(min, Math.min(max, Math.floor(in[i] * scale)));
        }
      }
      case HALF_UP -> {
        // The sum is exact or so small that rounding it cannot change its floor.
        for (int i = 0; i < size; i++) {
          out[i] = (int) Math.max(min, Math.min(max, Math.floor(in[i] * scale + 0.5)));
        }
      }
      case HALF_EVEN -> {
        for (int i = 0; i < size; i++) {
          out[i] = (int) Math.max(min, Math.min(max, Math.rint(in[i] * scale)));
        }
      }
    }
  }
}
