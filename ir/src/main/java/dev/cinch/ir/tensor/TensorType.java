// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.tensor;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;

/**
 * The type of a value: format of its numbers and extents.
 *
 * @param number format of each number
 * @param shape extents, row-major
 */
public record TensorType(NumberType number, Shape shape) {

  public TensorType {
    if (number instanceof Affine affine
        && affine.channels() > 1
        && (affine.axis() >= shape.rank() || shape.dim(affine.axis()) != affine.channels())) {
      throw new IllegalArgumentException(
          affine.channels() + " scales on axis " + affine.axis() + " of [" + shape + "]");
    }
  }

  /** A single-precision type. */
  public static TensorType f32(long... dims) {
    return new TensorType(FloatType.F32, Shape.of(dims));
  }

  /** A fixed-point type. */
  public static TensorType fixed(boolean signed, int width, int fraction, long... dims) {
    return new TensorType(new Fixed(signed, width, fraction), Shape.of(dims));
  }

  /** Whether the numbers are fixed point (or integers). */
  public boolean isFixed() {
    return number instanceof Fixed;
  }

  /** Whether the numbers are floating point. */
  public boolean isFloat() {
    return number instanceof FloatType;
  }

  /** The fixed-point format. */
  public Fixed fixed() {
    if (number instanceof Fixed fixed) {
      return fixed;
    }
    throw new IllegalStateException(this + " is not fixed point");
  }

  /** The same format with other extents. */
  public TensorType with(Shape other) {
    return new TensorType(number, other);
  }

  /** The same extents with another format. */
  public TensorType with(NumberType other) {
    return new TensorType(other, shape);
  }

  /** Bytes of a tensor of this type in memory. */
  public long bytes() {
    return Math.multiplyExact(shape.size(), (long) number.carrierBytes());
  }

  @Override
  public String toString() {
    return number + "[" + shape + "]";
  }
}
