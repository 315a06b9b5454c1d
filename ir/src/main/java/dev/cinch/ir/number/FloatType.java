// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

/**
 * Binary floating point: the IEEE 754 formats, bfloat16, and the formats of 8 and fewer bits that
 * ONNX takes from the Open Compute Project (E4M3, E5M2, E2M1, E8M0) and from Noune et al. 2022
 * ({@code FNUZ}: no infinities, one NaN, no negative zero).
 */
public enum FloatType implements NumberType {
  /** Single precision (binary32). */
  F32(32, 8, 127, Float.MAX_VALUE),
  /** Double precision (binary64). */
  F64(64, 11, 1023, Double.MAX_VALUE),
  /** Half precision (binary16). */
  F16(16, 5, 15, 65504),
  /** The upper half of single precision. */
  BF16(16, 8, 127, 0x1.FEp127),
  /** Four exponent bits and three of fraction; all ones is NaN, and there is no infinity. */
  F8E4M3FN(8, 4, 7, 448),
  /** Four exponent bits and three of fraction, without negative zero: its place is NaN. */
  F8E4M3FNUZ(8, 4, 8, 240),
  /** Five exponent bits and two of fraction, with infinities and NaN. */
  F8E5M2(8, 5, 15, 57344),
  /** Five exponent bits and two of fraction, without negative zero: its place is NaN. */
  F8E5M2FNUZ(8, 5, 16, 57344),
  /** Powers of two, for the scales of blocks: no sign, no zero; all ones is NaN. */
  F8E8M0(8, 8, 127, 0x1p127),
  /** Two exponent bits and one of fraction; every pattern is a number, and NaN becomes -0. */
  F4E2M1(4, 2, 1, 6);

  private final int width;
  private final int exponentBits;
  private final int bias;
  private final double greatest;

  FloatType(int width, int exponentBits, int bias, double greatest) {
    this.width = width;
    this.exponentBits = exponentBits;
    this.bias = bias;
    this.greatest = greatest;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int carrierBytes() {
    return NumberType.carrierOf(width);
  }

  /** The greatest finite number. */
  public double greatest() {
    return greatest;
  }

  /** The number of a bit pattern. */
  public double decode(long bits) {
    return switch (this) {
      case F32 -> Float.intBitsToFloat((int) bits);
      case F64 -> Double.longBitsToDouble(bits);
      case F16 -> Float.float16ToFloat((short) bits);
      case BF16 -> Float.intBitsToFloat((int) bits << 16);
      case F8E8M0 ->
          (bits & 0xFF) == 0xFF ? Double.NaN : Math.scalb(1.0, (int) (bits & 0xFF) - bias);
      default -> decodeSmall(bits & pattern());
    };
  }

  private double decodeSmall(long bits) {
    if (isNan(bits)) {
      return Double.NaN;
    }
    int fractionBits = fractionBits();
    long fraction = bits & ((1L << fractionBits) - 1);
    int exponent = (int) (bits >>> fractionBits) & ((1 << exponentBits) - 1);
    boolean negative = bits >>> (width - 1) != 0;
    double size;
    if (this == F8E5M2 && exponent == 31) {
      size = Double.POSITIVE_INFINITY;
    } else if (exponent == 0) {
      size = Math.scalb((double) fraction, 1 - bias - fractionBits);
    } else {
      size = Math.scalb((double) (fraction | 1L << fractionBits), exponent - bias - fractionBits);
    }
    return negative ? -size : size;
  }

  private boolean isNan(long bits) {
    return switch (this) {
      case F8E4M3FN -> (bits & 0x7F) == 0x7F;
      case F8E5M2 -> (bits & 0x7F) > 0x7C;
      case F8E4M3FNUZ, F8E5M2FNUZ -> bits == 0x80;
      default -> false;
    };
  }

  /**
   * The bit pattern of a real number, rounded to nearest, ties to even (E8M0: upwards).
   *
   * @param overflow what a format of 8 or fewer bits makes of numbers beyond its greatest:
   *     saturated, or infinity (NaN where it has none); wider formats give infinity
   */
  public long encode(double value, Overflow overflow) {
    return switch (this) {
      case F32 -> Float.floatToRawIntBits((float) value);
      case F64 -> Double.doubleToRawLongBits(value);
      case F8E8M0 -> encodePower(value, overflow);
      default -> encodeSmall(value, overflow) & pattern();
    };
  }

  private long encodePower(double value, Overflow overflow) {
    if (Double.isNaN(value) || value < 0) {
      return 0xFF;
    }
    if (value > greatest) {
      return overflow == Overflow.SATURATE ? 0xFE : 0xFF;
    }
    int exponent = Math.max(Math.getExponent(value), -bias);
    if (Math.scalb(1.0, exponent) < value) {
      exponent++;
    }
    return (long) exponent + bias;
  }

  private long encodeSmall(double value, Overflow overflow) {
    long sign = Double.doubleToRawLongBits(value) < 0 ? 1L << (width - 1) : 0;
    if (Double.isNaN(value)) {
      return nan(sign);
    }
    int fractionBits = fractionBits();
    double size = Math.abs(value);
    int exponent = Math.max(size == 0 ? 1 - bias : Math.getExponent(size), 1 - bias);
    double ulps =
        Double.isInfinite(size) ? size : Math.rint(Math.scalb(size, fractionBits - exponent));
    double rounded = Double.isInfinite(size) ? size : Math.scalb(ulps, exponent - fractionBits);
    if (rounded > greatest) {
      boolean saturates = width <= Byte.SIZE && overflow == Overflow.SATURATE;
      return saturates || this == F4E2M1 ? sign | bits(greatest) : infinity(sign);
    }
    boolean unsignedZero = this == F8E4M3FNUZ || this == F8E5M2FNUZ;
    return rounded == 0 && unsignedZero ? 0 : sign | bits(rounded);
  }

  /** The pattern of a number that the format has, without its sign. */
  private long bits(double size) {
    int fractionBits = fractionBits();
    int exponent = Math.getExponent(size);
    if (size == 0 || exponent < 1 - bias) {
      return (long) Math.scalb(size, bias - 1 + fractionBits);
    }
    long fraction = (long) Math.scalb(size, fractionBits - exponent) - (1L << fractionBits);
    return ((long) (exponent + bias) << fractionBits) | fraction;
  }

  private long nan(long sign) {
    return switch (this) {
      case F16 -> sign | 0x7E00;
      case BF16 -> sign | 0x7FC0;
      case F8E4M3FNUZ, F8E5M2FNUZ -> 0x80;
      case F4E2M1 -> 0x8;
      default -> sign | 0x7F;
    };
  }

  private long infinity(long sign) {
    return switch (this) {
      case F16 -> sign | 0x7C00;
      case BF16 -> sign | 0x7F80;
      case F8E5M2 -> sign | 0x7C;
      default -> nan(sign);
    };
  }

  private int fractionBits() {
    return width - 1 - exponentBits;
  }

  private long pattern() {
    return (1L << width) - 1;
  }
}
