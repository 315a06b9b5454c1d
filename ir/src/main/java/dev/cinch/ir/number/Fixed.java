// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

/**
 * Fixed point: a raw integer of {@code width} bits that stands for {@code raw * 2^-fraction}.
 * Integers are fixed point with fraction 0. The fraction may be negative or exceed the width.
 *
 * @param signed two's complement when true
 * @param width bits, 1 to 64 signed, 1 to 63 unsigned
 * @param fraction binary digits behind the point, -1100 to 1100 (the span of a double)
 */
public record Fixed(boolean signed, int width, int fraction) implements NumberType {

  /** Truth values: 0 and 1. */
  public static final Fixed BOOL = new Fixed(false, 1, 0);

  /** Signed 8-bit integers. */
  public static final Fixed INT8 = new Fixed(true, 8, 0);

  /** Unsigned 8-bit integers. */
  public static final Fixed UINT8 = new Fixed(false, 8, 0);

  /** Signed 16-bit integers. */
  public static final Fixed INT16 = new Fixed(true, 16, 0);

  /** Unsigned 16-bit integers. */
  public static final Fixed UINT16 = new Fixed(false, 16, 0);

  /** Signed 32-bit integers. */
  public static final Fixed INT32 = new Fixed(true, 32, 0);

  /** Unsigned 32-bit integers. */
  public static final Fixed UINT32 = new Fixed(false, 32, 0);

  /** Unsigned integers that a signed 64-bit integer holds: what is read of ONNX's uint64. */
  public static final Fixed UINT63 = new Fixed(false, 63, 0);

  /** Signed 64-bit integers. */
  public static final Fixed INT64 = new Fixed(true, 64, 0);

  private static final int FRACTION_LIMIT = 1100;

  public Fixed {
    int widest = signed ? Long.SIZE : Long.SIZE - 1;
    if (width < 1 || width > widest) {
      throw new IllegalArgumentException(
          (signed ? "signed" : "unsigned") + " width " + width + " is not in 1.." + widest);
    }
    if (Math.abs(fraction) > FRACTION_LIMIT) {
      throw new IllegalArgumentException("fraction " + fraction + " is beyond a double's span");
    }
  }

  @Override
  public int carrierBytes() {
    return NumberType.carrierOf(width);
  }

  /** The smallest raw integer. */
  public long min() {
    return signed ? -1L << (width - 1) : 0;
  }

  /** The largest raw integer. */
  public long max() {
    return signed ? ~(-1L << (width - 1)) : ~(-1L << width);
  }

  /** Whether {@code raw} is a raw integer of this format. */
  public boolean holds(long raw) {
    return raw >= min() && raw <= max();
  }

  /** The number that a raw integer stands for; exact while the raw integer has at most 53 bits. */
  public double value(long raw) {
    return Math.scalb((double) raw, -fraction);
  }

  /**
   * The raw integer for a real number. NaN becomes 0; infinities saturate under either overflow;
   * every finite double is rounded and wrapped as the exact number that it is.
   */
  public long quantize(double value, Rounding rounding, Overflow overflow) {
    if (Double.isNaN(value)) {
      return 0;
    }
    double exact = Math.scalb(value, fraction);
    boolean vanished = exact == 0 && value < 0;
    double scaled = vanished && rounding == Rounding.FLOOR ? -1 : rounding.round(exact);
    double limit = Math.scalb(1.0, signed ? width - 1 : width);
    if (scaled >= min() && scaled < limit) {
      return (long) scaled;
    }
    if (overflow == Overflow.SATURATE || Double.isInfinite(value)) {
      return scaled < 0 ? min() : max();
    }
    if (Double.isInfinite(scaled)) {
      return 0;
    }
    // A double beyond 2^63 is an even multiple of a power of two; its low 64 bits are exact.
    return wrap(new java.math.BigDecimal(scaled).toBigInteger().longValue());
  }

  /**
   * The raw integer of this format for {@code raw * 2^-fromFraction}: exact integer arithmetic for
   * every shift.
   */
  public long requantize(long raw, int fromFraction, Rounding rounding, Overflow overflow) {
    int right = fromFraction - fraction;
    long shifted;
    if (right > 0) {
      shifted = rounding.shiftRight(raw, right);
    } else {
      int left = -right;
      boolean lost = left >= Long.SIZE ? raw != 0 : (raw << left) >> left != raw;
      if (lost && overflow == Overflow.SATURATE) {
        return raw < 0 ? min() : max();
      }
      shifted = left >= Long.SIZE ? 0 : raw << left;
    }
    return overflow == Overflow.SATURATE ? saturate(shifted) : wrap(shifted);
  }

  /** The nearest raw integer of this format. */
  public long saturate(long raw) {
    return Math.clamp(raw, min(), max());
  }

  /** The low {@code width} bits, read as this format reads them. */
  public long wrap(long raw) {
    int unused = Long.SIZE - width;
    return signed ? (raw << unused) >> unused : (raw << unused) >>> unused;
  }

  /** Bits that a signed two's complement integer needs to hold {@code value}; at least 1. */
  public static int signedBits(long value) {
    return Long.SIZE + 1 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
  }

  /** Short form: {@code s8.3} is signed, 8 bits, 3 of them behind the point; {@code u8.0}. */
  @Override
  public String toString() {
    return (signed ? "s" : "u") + width + "." + fraction;
  }
}
