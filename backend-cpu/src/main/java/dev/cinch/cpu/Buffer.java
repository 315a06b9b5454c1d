// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;

/**
 * The numbers of a value while a graph runs: a Java array of the carrier that kernels compute in.
 * It may be longer than the value; what follows is left from others.
 */
sealed interface Buffer permits Floats, Doubles, Ints, Longs {

  /** What kernels compute in. */
  enum Carrier {
    /** {@code float}: F32, and the formats of fewer bits. */
    FLOAT,
    /** {@code double}: F64. */
    DOUBLE,
    /** {@code int}: integers of at most 32 bits signed, 31 unsigned. */
    INT,
    /** {@code long}: all other integers. */
    LONG;

    /** The carrier of a format. */
    static Carrier of(NumberType number) {
      return switch (number) {
        case FloatType.F32 -> FLOAT;
        case FloatType.F64 -> DOUBLE;
        case FloatType _ -> FLOAT;
        case Fixed fixed -> of(fixed);
        case Affine affine -> of(affine.raw());
      };
    }

    private static Carrier of(Fixed fixed) {
      return fixed.width() + (fixed.signed() ? 0 : 1) <= Integer.SIZE ? INT : LONG;
    }

    /** A new buffer. */
    Buffer allocate(int size) {
      return switch (this) {
        case FLOAT -> new Floats(size);
        case DOUBLE -> new Doubles(size);
        case INT -> new Ints(size);
        case LONG -> new Longs(size);
      };
    }
  }

  /** What it holds. */
  Carrier carrier();

  /** Numbers that it holds at most. */
  int capacity();

  /** Bytes that its numbers take. */
  default long bytes() {
    return switch (carrier()) {
      case FLOAT, INT -> (long) capacity() * Integer.BYTES;
      case DOUBLE, LONG -> (long) capacity() * Long.BYTES;
    };
  }

  /** The array, for moves that treat all carriers alike. */
  Object array();

  /** Copies a tensor's numbers to the front. */
  void load(Tensor tensor);

  /** The first numbers as a tensor, copied. */
  Tensor tensor(TensorType type);
}
