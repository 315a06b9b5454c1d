// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of single-precision numbers that round at most once, or twice where the first rounding
 * is to so many digits that it does not matter: the interpreter's to the last bit.
 *
 * <p>All take whole vectors: up to one beyond the last number is read and written.
 */
final class FloatFunctions {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private static final int SIGN = Integer.MIN_VALUE;

  /** From here on all floats are integers; added to less, it rounds to one. */
  private static final float INTEGERS = 1 << 23;

  private FloatFunctions() {}

  /** The magnitude. */
  static void abs(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v.abs().intoArray(y, to + i);
    }
  }

  /** The opposite. */
  static void neg(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v.neg().intoArray(y, to + i);
    }
  }

  /** The greater of a number and zero; NaN stays NaN. */
  static void relu(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v.max(0).intoArray(y, to + i);
    }
  }

  /** {@code 1 / x}. */
  static void reciprocal(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector.broadcast(SPECIES, 1).div(v).intoArray(y, to + i);
    }
  }

  /** The square root. */
  static void sqrt(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v.lanewise(VectorOperators.SQRT).intoArray(y, to + i);
    }
  }

  /** 1 or -1 with the sign of a number; zeros and NaN as they are. */
  static void sign(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v.blend(1, v.compare(VectorOperators.GT, 0)).blend(-1, v.lt(0)).intoArray(y, to + i);
    }
  }

  /** A number, scaled where it is negative. */
  static void leakyRelu(float[] x, int from, float[] y, int to, int count, float slope) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v.blend(v.mul(slope), v.lt(0)).intoArray(y, to + i);
    }
  }

  /** 0 for what is near 0, else a number that is moved towards it. */
  static void shrink(float[] x, int from, float[] y, int to, int count, float bias, float limit) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector far = v.sub(bias).blend(0, v.compare(VectorOperators.GT, limit).not());
      far.blend(v.add(bias), v.lt(-limit)).intoArray(y, to + i);
    }
  }

  /** A number that is greater than a limit, else 0. */
  static void threshold(float[] x, int from, float[] y, int to, int count, float limit) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector.zero(SPECIES).blend(v, v.compare(VectorOperators.GT, limit)).intoArray(y, to + i);
    }
  }

  /** 1 for an infinity of one of the signs that are asked for, else 0. */
  static void isInfinite(
      float[] x, int from, float[] y, int to, int count, boolean negative, boolean positive) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      VectorMask<Float> low = v.eq(negative ? Float.NEGATIVE_INFINITY : Float.NaN);
      VectorMask<Float> high = v.eq(positive ? Float.POSITIVE_INFINITY : Float.NaN);
      FloatVector.zero(SPECIES).blend(1, low.or(high)).intoArray(y, to + i);
    }
  }

  /** 1 for NaN, else 0. */
  static void isNan(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector.zero(SPECIES).blend(1, v.compare(VectorOperators.NE, v)).intoArray(y, to + i);
    }
  }

  /** 1 for 0, and 0 for 1. */
  static void not(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector.broadcast(SPECIES, 1).sub(v).intoArray(y, to + i);
    }
  }

  /** To the nearest integer, ties to even. */
  static void round(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector a = v.abs();
      FloatVector n = a.add(INTEGERS).sub(INTEGERS);
      n.reinterpretAsInts()
          .or(v.reinterpretAsInts().and(SIGN))
          .reinterpretAsFloats()
          .blend(v, a.lt(INTEGERS).not())
          .intoArray(y, to + i);
    }
  }

  /** To the integer next to it on the way to 0. */
  static void truncate(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector a = v.abs();
      FloatVector n = a.add(INTEGERS).sub(INTEGERS);
      n = n.sub(FloatVector.zero(SPECIES).blend(1, n.compare(VectorOperators.GT, a)));
      n.reinterpretAsInts()
          .or(v.reinterpretAsInts().and(SIGN))
          .reinterpretAsFloats()
          .blend(v, a.lt(INTEGERS).not())
          .intoArray(y, to + i);
    }
  }

  /** To the greatest integer that is not greater. */
  static void floor(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector a = v.abs();
      FloatVector n = a.add(INTEGERS).sub(INTEGERS);
      n = n.blend(n.neg(), v.lt(0));
      n = n.sub(FloatVector.zero(SPECIES).blend(1, n.compare(VectorOperators.GT, v)));
      n.blend(v, a.lt(INTEGERS).not().or(v.eq(0))).intoArray(y, to + i);
    }
  }

  /** To the least integer that is not less. */
  static void ceil(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector a = v.abs();
      FloatVector n = a.add(INTEGERS).sub(INTEGERS);
      n = n.blend(n.neg(), v.lt(0));
      n = n.add(FloatVector.zero(SPECIES).blend(1, n.lt(v)));
      n.reinterpretAsInts()
          .or(v.reinterpretAsInts().and(SIGN))
          .reinterpretAsFloats()
          .blend(v, a.lt(INTEGERS).not())
          .intoArray(y, to + i);
    }
  }
}
