// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Number formats and shapes as version 1 has them: varints. */
final class TypeHeader {

  /** Bits that tell the kinds of number format apart. */
  static final int KIND_BITS = 3;

  private static final int OTHER_FLOAT = 6;

  /**
   * Formats of floating point but the two that have kinds of their own, in their order in files.
   */
  static final List<FloatType> FLOATS =
      List.of(
          FloatType.F16,
          FloatType.BF16,
          FloatType.F8E4M3FN,
          FloatType.F8E4M3FNUZ,
          FloatType.F8E5M2,
          FloatType.F8E5M2FNUZ,
          FloatType.F8E8M0,
          FloatType.F4E2M1);

  private TypeHeader() {}

  /** Reads a format of a kind. */
  static NumberType readNumber(BitReader in, int kind) throws Malformed {
    try {
      return switch (kind) {
        case 0 -> FloatType.F32;
        case 1 -> FloatType.F64;
        case 2, 3 -> new Fixed(kind == 3, in.takeInt(), in.takeSignedVarint());
        case 4, 5 -> readAffine(in, kind == 5);
        case OTHER_FLOAT -> readFloat(in);
        default -> throw new Malformed("number format " + kind);
      };
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static FloatType readFloat(BitReader in) throws Malformed {
    int index = in.takeInt();
    if (index < 0 || index >= FLOATS.size()) {
      throw new Malformed("floating-point format " + index);
    }
    return FLOATS.get(index);
  }

  private static Affine readAffine(BitReader in, boolean signed) throws Malformed {
    int width = in.takeInt();
    int channels = in.takeInt();
    int axis = in.takeInt();
    if (channels > in.remaining() / 24) {
      throw new Malformed(channels + " scales in " + in.remaining() / 8 + " bytes");
    }
    List<Integer> multipliers = new ArrayList<>(channels);
    List<Integer> shifts = new ArrayList<>(channels);
    List<Integer> zeroPoints = new ArrayList<>(channels);
    for (int c = 0; c < channels; c++) {
      multipliers.add(in.takeInt());
      shifts.add(in.takeSignedVarint());
      zeroPoints.add(in.takeSignedVarint());
    }
    return new Affine(signed, width, multipliers, shifts, zeroPoints, axis);
  }

  /** Reads a shape of at most {@code most} elements. */
  static Shape readShape(BitReader in, long most) throws Malformed {
    long rank = in.takeVarint();
    if (rank > Shape.MAX_RANK) {
      throw new Malformed("rank " + rank + " is above " + Shape.MAX_RANK);
    }
    long[] dims = new long[(int) rank];
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = in.takeVarint();
    }
    return shape(most, dims);
  }

  /** A shape of at most {@code most} elements. */
  static Shape shape(long most, long... dims) throws Malformed {
    try {
      Shape shape = Shape.of(dims);
      if (shape.size() > most) {
        throw new Malformed(shape.size() + " elements are more than " + most);
      }
      return shape;
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
