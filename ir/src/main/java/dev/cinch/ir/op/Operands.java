// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;

/** Checks on operand types that several operators share. */
final class Operands {

  private Operands() {}

  static void count(List<TensorType> in, int least, int most) {
    if (in.size() < least || in.size() > most) {
      String wanted = least == most ? String.valueOf(least) : least + " to " + most;
      throw new TypeException(in.size() + " operands where " + wanted + " are needed");
    }
  }

  static void require(boolean holds, String text) {
    if (!holds) {
      throw new TypeException(text);
    }
  }

  static void sameNumber(TensorType a, TensorType b) {
    require(
        a.number().equals(b.number()),
        "number formats " + a.number() + " and " + b.number() + " differ: cast one first");
  }

  /** The operands are floats of one format, or all fixed point. */
  static void sameKind(TensorType a, TensorType b) {
    if (!(a.isFixed() && b.isFixed())) {
      require(a.isFloat() && b.isFloat(), a + " with " + b + ": cast one first");
      sameNumber(a, b);
    }
  }

  /** The operand holds indices. */
  static void indices(TensorType type) {
    require(type.isFixed() && type.fixed().fraction() == 0, "indices of " + type);
  }

  /** Extents of a result, which may be too many elements. */
  static Shape shape(long... dims) {
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw new TypeException(String.valueOf(e.getMessage()));
    }
  }

  /** A signed format that holds every value between {@code least} and {@code most} bits. */
  static Fixed exact(boolean signed, int width, int fraction) {
    int widest = signed ? Long.SIZE : Long.SIZE - 1;
    require(
        width <= widest,
        "the exact result needs "
            + width
            + " bits, more than "
            + widest
            + ": use narrower formats");
    return new Fixed(signed, width, fraction);
  }

  /** Bits that an unsigned count needs; 1 for 0 and 1. */
  static int bits(long count) {
    return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(count));
  }
}
