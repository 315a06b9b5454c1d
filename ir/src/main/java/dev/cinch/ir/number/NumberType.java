// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

/** The format of one number of a tensor: floating point, fixed point, or affine integers. */
public sealed interface NumberType permits FloatType, Fixed, Affine {

  /** Width of one number in bits, as the format counts them (not as memory carries them). */
  int width();

  /** Bytes that carry one number in memory: 1, 2, 4 or 8. Sub-byte formats lie unpacked. */
  int carrierBytes();

  /** Whether numbers of this format are stored as raw integers. */
  default boolean isInteger() {
    return !(this instanceof FloatType);
  }

  /** The smallest carrier that holds {@code width} bits. */
  static int carrierOf(int width) {
    if (width <= 8) {
      return 1;
    }
    if (width <= 16) {
      return 2;
    }
    return width <= 32 ? 4 : 8;
  }
}
