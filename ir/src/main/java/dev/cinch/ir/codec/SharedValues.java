// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;

/**
 * The table of a codebook. One whose first value is 0 and whose others ascend, as raw integers or
 * as bit patterns, is written as two {@link Ladder}s of magnitudes, one for each sign; any other as
 * {@link Numbers}.
 */
final class SharedValues {

  private static final int ZEROS_BITS = 6;

  private final TensorType type;
  private final int count;
  private final int negatives;
  private final int zeros;

  private SharedValues(TensorType type, int negatives, int zeros) {
    this.type = type;
    this.count = (int) type.shape().size() - 1;
    this.negatives = negatives;
    this.zeros = zeros;
  }

  /** The code of a magnitude of a sign, by its rank from 0. */
  private int code(boolean negative, int rank) {
    if (type.isFloat()) {
      return 1 + rank + (negative ? count - negatives : 0);
    }
    return negative ? negatives - rank : 1 + negatives + rank;
  }

  private long[] side(Tensor table, boolean negative) {
    long[] side = new long[negative ? negatives : count - negatives];
    for (int rank = 0; rank < side.length; rank++) {
      side[rank] = Numbers.magnitude(table, code(negative, rank)) >>> zeros;
    }
    return side;
  }

  private long most(boolean negative) {
    return Numbers.most(type.number(), negative) >>> zeros;
  }

  /** Whether the sign can tell two values of a format apart. */
  private static boolean isSigned(TensorType type) {
    return switch (type.number()) {
      case FloatType _ -> true;
      case Fixed fixed -> fixed.signed();
      case Affine _ -> false;
    };
  }

  private static boolean isLadder(TensorType type) {
    return switch (type.number()) {
      case FloatType number -> Floats.places(number) >= 0;
      case Fixed _ -> true;
      case Affine _ -> false;
    };
  }

  private static boolean ascends(long[] side) {
    long last = 0;
    for (long magnitude : side) {
      if (Long.compareUnsigned(magnitude, last) <= 0) {
        return false;
      }
      last = magnitude;
    }
    return true;
  }

  private boolean isOrdered(Tensor table) {
    for (int code = 1; code <= count; code++) {
      boolean below = type.isFloat() ? code > count - negatives : code <= negatives;
      if (Numbers.isNegative(table, code) != below) {
        return false;
      }
    }
    return Numbers.bits(table, 0) == 0 && ascends(side(table, false)) && ascends(side(table, true));
  }

  private static SharedValues of(Tensor table) {
    int negatives = 0;
    long all = 0;
    for (int code = 1; code < table.size(); code++) {
      negatives += Numbers.isNegative(table, code) ? 1 : 0;
      all |= Numbers.magnitude(table, code);
    }
    int zeros = table.type().isFloat() && all != 0 ? Long.numberOfTrailingZeros(all) : 0;
    int places =
        table.type().number() instanceof FloatType number ? Math.max(0, Floats.places(number)) : 0;
    return new SharedValues(table.type(), negatives, Math.min(zeros, places));
  }

  /** Writes a table. */
  static void write(RangeEncoder out, Tensor table) throws Malformed {
    SharedValues values = of(table);
    boolean ladder = isLadder(table.type()) && values.isOrdered(table);
    out.put(ladder ? 1 : 0, 1);
    if (!ladder) {
      Numbers.write(out, table, 0);
      return;
    }
    if (isSigned(table.type())) {
      out.put(values.negatives, bits(values.count));
    }
    if (table.type().isFloat()) {
      out.put(values.zeros, ZEROS_BITS);
    }
    long[] below = values.side(table, true);
    long[] above = values.side(table, false);
    int top = Math.max(Ladder.top(below), Ladder.top(above));
    int exponentBits = Numbers.exponentBits(table.type().number());
    out.put(top, exponentBits);
    Ladder coder = new Ladder(out, exponentBits, top);
    coder.code(below, values.most(true));
    coder.code(above, values.most(false));
  }

  private static int bits(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count);
  }

  /** Reads a table of a type, which has one axis of 1 to 2^16 values. */
  static Tensor read(RangeDecoder in, TensorType type) throws Malformed {
    if (in.take(1) == 0) {
      return Numbers.read(in, type, 0);
    }
    int count = (int) type.shape().size() - 1;
    if (!isLadder(type)) {
      throw new Malformed("shared values of " + type + " in order");
    }
    int negatives = isSigned(type) ? (int) in.take(bits(count)) : 0;
    int zeros = type.isFloat() ? (int) in.take(ZEROS_BITS) : 0;
    int places = type.number() instanceof FloatType number ? Floats.places(number) : 0;
    if (negatives > count || zeros > places) {
      throw new Malformed(
          negatives + " of " + count + " shared values, without " + zeros + " bits");
    }
    SharedValues values = new SharedValues(type, negatives, zeros);
    int exponentBits = Numbers.exponentBits(type.number());
    Ladder coder = new Ladder(in, exponentBits, (int) in.take(exponentBits));
    TensorWriter out = Tensor.writer(type);
    for (boolean negative : new boolean[] {true, false}) {
      long[] side = new long[negative ? negatives : count - negatives];
      coder.code(side, values.most(negative));
      for (int rank = 0; rank < side.length; rank++) {
        long value = Numbers.value(type.number(), negative, side[rank] << zeros);
        Numbers.set(out, values.code(negative, rank), value);
      }
    }
    return out.finish();
  }
}
