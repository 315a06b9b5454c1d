// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Codebook;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream says before its sections: the tensor's form and type. What is common takes few
 * bits.
 *
 * @param sparse whether there are positions
 * @param type type of the decoded tensor
 * @param codeBits width of a code; 0 where values are not shared
 * @param entries length of the table; 0 where values are not shared
 */
record Header(boolean sparse, TensorType type, int codeBits, long entries) {

  /** Counts such as extents are exponential Golomb codes of this order. */
  static final int COUNT_ORDER = 3;

  private static final int WIDTH_BITS = 6;
  private static final int KIND_BITS = 3;
  private static final int RANK_BITS = 3;
  private static final int MOST_RANK = (1 << RANK_BITS) - 1;

  /** From this rank on the last extent is usually the one before it again. */
  private static final int GRID_RANK = 4;

  private static final int USUAL_WIDTH = 16;
  private static final int OTHER_WIDTH = 8;

  void write(BitSink out) {
    out.put(sparse ? 1 : 0, 1);
    out.put(codeBits > 0 ? 1 : 0, 1);
    writeNumber(out, type.number());
    writeShape(out, type.shape());
    if (codeBits > 0) {
      out.put(codeBits - 1, 4);
      boolean full = entries == 1L << codeBits;
      out.put(full ? 1 : 0, 1);
      if (!full) {
        out.put(entries - 1, codeBits);
      }
    }
  }

  static Header read(BitSource in, long maxElements) throws Malformed {
    boolean sparse = in.take(1) == 1;
    boolean shared = in.take(1) == 1;
    NumberType number = readNumber(in);
    if (sparse && number instanceof Affine) {
      throw new Malformed("affine numbers with positions");
    }
    TensorType type = PlainReader.type(number, readShape(in, maxElements));
    if (!shared) {
      return new Header(sparse, type, 0, 0);
    }
    int codeBits = (int) in.take(4) + 1;
    long entries = in.take(1) == 1 ? 1L << codeBits : in.take(codeBits) + 1;
    if (codeBits > Codebook.MAX_BITS) {
      throw new Malformed("codes of " + codeBits + " bits");
    }
    return new Header(sparse, type, codeBits, entries);
  }

  private static void writeNumber(BitSink out, NumberType number) {
    switch (number) {
      case Fixed(var signed, var width, var fraction) when signed -> {
        out.put(1, 1);
        writeWidth(out, width);
        out.putSmall(BitSink.zigzag(fraction - (width - 1L)));
      }
      case FloatType.F32 -> out.putEach(0b01, 2);
      case Fixed(var _, var width, var fraction) -> {
        writeKind(out, Kind.UNSIGNED);
        writeWidth(out, width);
        out.putSmall(BitSink.zigzag(fraction));
      }
      case FloatType other -> {
        writeKind(out, Kind.FLOAT);
        out.put(TypeHeader.FLOATS.indexOf(other) + 1L, 4);
      }
      case Affine affine -> writeAffine(out, affine);
    }
  }

  private static void writeKind(BitSink out, int kind) {
    out.putEach(0, 2);
    out.put(kind, KIND_BITS);
  }

  /** What follows two zeros. */
  private static final class Kind {
    private static final int UNSIGNED = 0;
    private static final int FLOAT = 1;
    private static final int AFFINE_UNSIGNED = 2;
    private static final int AFFINE_SIGNED = 3;
  }

  private static NumberType readNumber(BitSource in) throws Malformed {
    try {
      if (in.take(1) == 1) {
        int width = readWidth(in);
        long fraction = BitSource.unzigzag(in.takeSmall()) + width - 1;
        return new Fixed(true, width, exactInt(fraction));
      }
      if (in.take(1) == 1) {
        return FloatType.F32;
      }
      int kind = (int) in.take(KIND_BITS);
      return switch (kind) {
        case Kind.UNSIGNED ->
            new Fixed(false, readWidth(in), exactInt(BitSource.unzigzag(in.takeSmall())));
        case Kind.FLOAT -> readFloat((int) in.take(4));
        case Kind.AFFINE_UNSIGNED, Kind.AFFINE_SIGNED -> readAffine(in, kind == Kind.AFFINE_SIGNED);
        default -> throw new Malformed("number format " + kind);
      };
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static int exactInt(long value) throws Malformed {
    if (value != (int) value) {
      throw new Malformed("a number of more than 32 bits");
    }
    return (int) value;
  }

  private static void writeWidth(BitSink out, int width) {
    switch (width) {
      case USUAL_WIDTH -> out.put(1, 1);
      case OTHER_WIDTH -> out.putEach(0b01, 2);
      default -> {
        out.putEach(0, 2);
        out.put(width - 1, WIDTH_BITS);
      }
    }
  }

  private static int readWidth(BitSource in) throws Malformed {
    if (in.take(1) == 1) {
      return USUAL_WIDTH;
    }
    return in.take(1) == 1 ? OTHER_WIDTH : (int) in.take(WIDTH_BITS) + 1;
  }

  private static FloatType readFloat(int index) throws Malformed {
    if (index > TypeHeader.FLOATS.size()) {
      throw new Malformed("floating-point format " + index);
    }
    return index == 0 ? FloatType.F64 : TypeHeader.FLOATS.get(index - 1);
  }

  private static void writeAffine(BitSink out, Affine affine) {
    writeKind(out, affine.signed() ? Kind.AFFINE_SIGNED : Kind.AFFINE_UNSIGNED);
    writeWidth(out, affine.width());
    out.putSmall(affine.channels());
    out.putSmall(affine.axis());
    for (int c = 0; c < affine.channels(); c++) {
      out.putSmall(affine.multipliers().get(c));
      out.putSmall(BitSink.zigzag(affine.shifts().get(c)));
      out.putSmall(BitSink.zigzag(affine.zeroPoints().get(c)));
    }
  }

  private static Affine readAffine(BitSource in, boolean signed) throws Malformed {
    int width = readWidth(in);
    int channels = in.takeInt(0);
    int axis = in.takeInt(0);
    if (channels > in.remaining() / 3) {
      throw new Malformed(channels + " scales in " + in.remaining() + " bits");
    }
    List<Integer> multipliers = new ArrayList<>(channels);
    List<Integer> shifts = new ArrayList<>(channels);
    List<Integer> zeroPoints = new ArrayList<>(channels);
    for (int c = 0; c < channels; c++) {
      multipliers.add(in.takeInt(0));
      shifts.add(exactInt(BitSource.unzigzag(in.takeSmall())));
      zeroPoints.add(exactInt(BitSource.unzigzag(in.takeSmall())));
    }
    return new Affine(signed, width, multipliers, shifts, zeroPoints, axis);
  }

  private static void writeShape(BitSink out, Shape shape) {
    int rank = shape.rank();
    out.put(Math.min(rank, MOST_RANK), RANK_BITS);
    if (rank >= MOST_RANK) {
      out.putSmall(rank - MOST_RANK);
    }
    for (int axis = 0; axis < rank; axis++) {
      if (axis == rank - 1 && rank >= GRID_RANK) {
        boolean same = shape.dim(axis) == shape.dim(axis - 1);
        out.put(same ? 1 : 0, 1);
        if (same) {
          return;
        }
      }
      out.putCount(shape.dim(axis), COUNT_ORDER);
    }
  }

  private static Shape readShape(BitSource in, long most) throws Malformed {
    long rank = in.take(RANK_BITS);
    if (rank == MOST_RANK) {
      rank += in.takeSmall();
    }
    if (rank > Shape.MAX_RANK) {
      throw new Malformed("rank " + rank + " is above " + Shape.MAX_RANK);
    }
    long[] dims = new long[(int) rank];
    for (int axis = 0; axis < rank; axis++) {
      boolean same = axis == rank - 1 && rank >= GRID_RANK && in.take(1) == 1;
      dims[axis] = same ? dims[axis - 1] : in.takeCount(COUNT_ORDER);
    }
    return TypeHeader.shape(most, dims);
  }
}
