// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

/** What happens to the digits that a format cannot hold. */
public enum Rounding {
  /** Towards negative infinity: {@code floor(x)}; the {@code AP_TRN} of Vitis HLS. */
  FLOOR,
  /** To the nearest, ties towards positive infinity: {@code floor(x + 1/2)}; {@code AP_RND}. */
  HALF_UP,
  /** To the nearest, ties to the even neighbour (IEEE 754, ONNX); {@code AP_RND_CONV}. */
  HALF_EVEN;

  /**
   * Rounds a real number to an integer, which is returned as a double.
   *
   * @param x any finite number or infinity
   */
  public double round(double x) {
    return switch (this) {
      case FLOOR -> Math.floor(x);
      case HALF_UP -> {
        double below = Math.floor(x);
        yield x - below >= 0.5 ? below + 1 : below;
      }
      case HALF_EVEN -> Math.rint(x);
    };
  }

  /**
   * The integer nearest to {@code raw / 2^shift} in this sense, exactly.
   *
   * @param shift at least 1; beyond 63 every digit lies behind the point
   */
  public long shiftRight(long raw, int shift) {
    if (shift < 1) {
      throw new IllegalArgumentException("shift " + shift + " is not positive");
    }
    if (shift >= Long.SIZE) {
      return shiftAllOut(raw);
    }
    long below = raw >> shift;
    long rest = raw & ((1L << shift) - 1);
    long half = 1L << (shift - 1);
    int order = Long.compareUnsigned(rest, half);
    return switch (this) {
      case FLOOR -> below;
      case HALF_UP -> order >= 0 ? below + 1 : below;
      case HALF_EVEN -> order > 0 || (order == 0 && (below & 1) != 0) ? below + 1 : below;
    };
  }

  private long shiftAllOut(long raw) {
    // |raw / 2^shift| <= 1/2, equal only for the smallest long at shift 64, and that tie goes to 0
    // both upwards and to even.
    return this == FLOOR && raw < 0 ? -1 : 0;
  }
}
