// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

import java.util.List;

/**
 * Affine integers of ONNX's QuantizeLinear: {@code (raw - zeroPoint) * multiplier * 2^-shift}. One
 * entry in each list means one scale for the whole tensor; several mean one for each index along
 * {@code axis}. In hardware graphs every zero point is 0.
 *
 * @param signed two's complement when true
 * @param width bits, 1 to 32
 * @param multipliers positive, below 2^31
 * @param shifts binary digits of the scale, -990 to 990
 * @param zeroPoints raw integers that stand for 0
 * @param axis the tensor axis of the lists; 0 when they have one entry
 */
public record Affine(
    boolean signed,
    int width,
    List<Integer> multipliers,
    List<Integer> shifts,
    List<Integer> zeroPoints,
    int axis)
    implements NumberType {

  private static final int SHIFT_LIMIT = 990;

  public Affine {
    multipliers = List.copyOf(multipliers);
    shifts = List.copyOf(shifts);
    zeroPoints = List.copyOf(zeroPoints);
    if (width < 1 || width > Integer.SIZE) {
      throw new IllegalArgumentException("width " + width + " is not in 1..32");
    }
    int channels = multipliers.size();
    if (channels == 0 || shifts.size() != channels || zeroPoints.size() != channels) {
      throw new IllegalArgumentException(
          "multipliers, shifts and zero points differ in number: "
              + channels
              + ", "
              + shifts.size()
              + ", "
              + zeroPoints.size());
    }
    if (axis < 0 || (channels == 1 && axis != 0)) {
      throw new IllegalArgumentException("axis " + axis + " with " + channels + " scales");
    }
    Fixed raw = new Fixed(signed, width, 0);
    for (int c = 0; c < channels; c++) {
      if (multipliers.get(c) <= 0) {
        throw new IllegalArgumentException("multiplier " + multipliers.get(c) + " is not positive");
      }
      if (Math.abs(shifts.get(c)) > SHIFT_LIMIT) {
        throw new IllegalArgumentException("shift " + shifts.get(c) + " is beyond " + SHIFT_LIMIT);
      }
      if (!raw.holds(zeroPoints.get(c))) {
        throw new IllegalArgumentException("zero point " + zeroPoints.get(c) + " is not a " + raw);
      }
    }
  }

  /** One scale and zero point for the whole tensor. */
  public static Affine perTensor(
      boolean signed, int width, int multiplier, int shift, int zeroPoint) {
    return new Affine(signed, width, List.of(multiplier), List.of(shift), List.of(zeroPoint), 0);
  }

  /** How many scales there are. */
  public int channels() {
    return multipliers.size();
  }

  @Override
  public int carrierBytes() {
    return NumberType.carrierOf(width);
  }

  /** The format of the raw integers. */
  public Fixed raw() {
    return new Fixed(signed, width, 0);
  }

  /** The real number that one step of the raw integer stands for. */
  public double scale(int channel) {
    return Math.scalb((double) multipliers.get(channel), -shifts.get(channel));
  }

  /** The number that a raw integer of a channel stands for. */
  public double value(long raw, int channel) {
    return (raw - zeroPoints.get(channel)) * scale(channel);
  }

  /** The raw integer for a real number: {@code round(value / scale) + zeroPoint}. */
  public long quantize(double value, int channel, Rounding rounding, Overflow overflow) {
    if (Double.isNaN(value)) {
      return zeroPoints.get(channel);
    }
    double steps = rounding.round(value / scale(channel)) + zeroPoints.get(channel);
    return raw().quantize(steps, Rounding.HALF_EVEN, overflow);
  }
}
