// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * What is said of values before a model codes them.
 *
 * @param alphabet what they are
 * @param zeros whether some are zero
 * @param pairs how much outputs say of each other
 */
record ValueCode(Alphabet alphabet, boolean zeros, int pairs) {

  private static final int PAIRS_BITS = 2;
  private static final int ZEROS_BITS = 6;

  /** What the values of a tensor are: codes into a table where there is one. */
  static ValueCode of(Tensor values, @Nullable Tensor table) {
    long all = 0;
    long most = 0;
    boolean zeros = false;
    boolean positives = false;
    boolean negatives = false;
    for (long k = 0; k < values.size(); k++) {
      if (Numbers.bits(values, k) == 0) {
        zeros = true;
      } else {
        boolean negative = Numbers.isNegative(values, k);
        negatives |= negative;
        positives |= !negative;
        long magnitude = Numbers.magnitude(values, k);
        all |= magnitude;
        most = Long.compareUnsigned(magnitude, most) > 0 ? magnitude : most;
      }
    }
    if (table != null) {
      return new ValueCode(new Ranks(table), zeros, 0);
    }
    NumberType number = values.type().number();
    int places = places(number);
    if (places < 0) {
      int top = most == 0 ? 0 : Integers.highest(most);
      return new ValueCode(new Integers(positives, negatives, top), zeros, 0);
    }
    int low = Math.min(places, Long.numberOfTrailingZeros(all | 1L << places));
    Alphabet floats =
        new Floats(
            number.width(), places - low, low, positives, negatives, (int) (most >>> places));
    return new ValueCode(floats, zeros, 0);
  }

  private static int places(NumberType type) {
    return switch (type) {
      case FloatType number -> Floats.places(number);
      case Fixed _, Affine _ -> -1;
    };
  }

  private static boolean isSigned(NumberType type) {
    return switch (type) {
      case FloatType number -> Floats.places(number) >= 0;
      case Fixed fixed -> fixed.signed();
      case Affine affine -> affine.signed();
    };
  }

  /** The same values with another choice. */
  ValueCode withPairs(int choice) {
    return new ValueCode(alphabet, zeros, choice);
  }

  private static boolean hasPairs(Alphabet alphabet, View view) {
    return Pairs.areIn(view) && alphabet.has(true) && alphabet.has(false);
  }

  /** A model of so many of these values. */
  ValueModel model(@Nullable Grids grids, long count) {
    return new ValueModel(count, alphabet, grids, zeros, pairs);
  }

  /** Writes what {@link #read} cannot know. */
  void write(BitSink out, NumberType type, View view) {
    out.put(zeros ? 1 : 0, 1);
    switch (alphabet) {
      case Ranks _ -> {}
      case Integers integers -> {
        if (isSigned(type)) {
          writeSigns(out);
        }
        out.put(integers.top(), Numbers.exponentBits(type));
      }
      case Floats floats -> {
        writeSigns(out);
        out.put(floats.zeros(), ZEROS_BITS);
        out.put(floats.top(), exponentBits(type));
      }
    }
    if (hasPairs(alphabet, view)) {
      out.put(pairs, PAIRS_BITS);
    }
  }

  private void writeSigns(BitSink out) {
    out.put(alphabet.has(false) ? 1 : 0, 1);
    out.put(alphabet.has(true) ? 1 : 0, 1);
  }

  private static int exponentBits(NumberType type) {
    return type.width() - 1 - places(type);
  }

  /**
   * Reads what is said of the values of a tensor.
   *
   * @param table where they are codes, what they are codes into
   */
  static ValueCode read(BitSource in, TensorType type, @Nullable Tensor table, View view)
      throws Malformed {
    boolean zeros = in.take(1) == 1;
    Alphabet alphabet = table == null ? readAlphabet(in, type.number()) : new Ranks(table);
    int pairs = hasPairs(alphabet, view) ? (int) in.take(PAIRS_BITS) : 0;
    return new ValueCode(alphabet, zeros, pairs);
  }

  private static Alphabet readAlphabet(BitSource in, NumberType type) throws Malformed {
    boolean signed = isSigned(type);
    boolean positives = !signed || in.take(1) == 1;
    boolean negatives = signed && in.take(1) == 1;
    int places = places(type);
    if (places < 0) {
      return new Integers(positives, negatives, (int) in.take(Numbers.exponentBits(type)));
    }
    int low = (int) in.take(ZEROS_BITS);
    if (low > places) {
      throw new Malformed("fractions without " + low + " bits of " + places);
    }
    int top = (int) in.take(exponentBits(type));
    return new Floats(type.width(), places - low, low, positives, negatives, top);
  }
}
