// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of two single-precision numbers, truth values being 0 and 1. All but powers are the
 * interpreter's to the last bit.
 */
final class FloatPairs {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** From here on all doubles are integers; added to less, it rounds to one. */
  private static final double INTEGERS = 1L << 52;

  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private FloatPairs() {}

  /** The sum. */
  static void add(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.add(w).intoArray(y, to + i);
    }
  }

  /** The difference. */
  static void sub(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.sub(w).intoArray(y, to + i);
    }
  }

  /** The product; of truth values their conjunction. */
  static void mul(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.mul(w).intoArray(y, to + i);
    }
  }

  /** The quotient. */
  static void div(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.div(w).intoArray(y, to + i);
    }
  }

  /** The greater; NaN where one is. Of truth values their disjunction. */
  static void max(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.max(w).intoArray(y, to + i);
    }
  }

  /** The smaller; NaN where one is. */
  static void min(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.min(w).intoArray(y, to + i);
    }
  }

  /** The first, scaled by the second where it is negative. */
  static void prelu(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.blend(v.mul(w), v.lt(0)).intoArray(y, to + i);
    }
  }

  /** Whether two numbers are equal. */
  static void equal(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      FloatVector.zero(SPECIES).blend(1, v.compare(VectorOperators.EQ, w)).intoArray(y, to + i);
    }
  }

  /** Whether two truth values differ. */
  static void differ(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      FloatVector.zero(SPECIES).blend(1, v.compare(VectorOperators.NE, w)).intoArray(y, to + i);
    }
  }

  /** Whether the first is less. */
  static void less(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      FloatVector.zero(SPECIES).blend(1, v.compare(VectorOperators.LT, w)).intoArray(y, to + i);
    }
  }

  /** Whether the first is not greater. */
  static void lessOrEqual(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      FloatVector.zero(SPECIES).blend(1, v.compare(VectorOperators.LE, w)).intoArray(y, to + i);
    }
  }

  /** Whether the first is greater. */
  static void greater(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      FloatVector.zero(SPECIES).blend(1, v.compare(VectorOperators.GT, w)).intoArray(y, to + i);
    }
  }

  /** Whether the first is not less. */
  static void greaterOrEqual(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    float[] y = block.out;
    int left = block.at[0];
    int right = block.at[1];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      FloatVector.zero(SPECIES).blend(1, v.compare(VectorOperators.GE, w)).intoArray(y, to + i);
    }
  }

  /** The first where the condition, which comes before it, is 1, else the second. */
  static void select(Block block) {
    float[] a = block.in[1];
    float[] b = block.in[2];
    float[] condition = block.in[0];
    float[] y = block.out;
    int first = block.at[0];
    int left = block.at[1];
    int right = block.at[2];
    int to = block.to;
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector c = FloatVector.fromArray(SPECIES, condition, first + i);
      FloatVector v = FloatVector.fromArray(SPECIES, a, left + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, right + i);
      v.blend(w, c.eq(0)).intoArray(y, to + i);
    }
  }

  /** The remainder with the sign of the dividend. */
  static void remainder(Block block) {
    for (int i = 0; i < block.count; i++) {
      block.out[block.to + i] = block.in[0][block.at[0] + i] % block.in[1][block.at[1] + i];
    }
  }

  /** The remainder with the sign of the divisor, in the steps of its definition. */
  static void mod(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    int left = block.at[0];
    int right = block.at[1];
    for (int i = 0; i < block.count; i += Reals.LANES) {
      FloatVector p = FloatVector.fromArray(Reals.HALF, a, left + i);
      FloatVector q = FloatVector.fromArray(Reals.HALF, b, right + i);
      DoubleVector v = (DoubleVector) p.convertShape(VectorOperators.F2D, Reals.SPECIES, 0);
      DoubleVector w = (DoubleVector) q.convertShape(VectorOperators.F2D, Reals.SPECIES, 0);
      DoubleVector ratio = v.div(w);
      DoubleVector near = ratio.abs().add(INTEGERS).sub(INTEGERS);
      near = near.blend(near.neg(), ratio.lt(0));
      DoubleVector one = DoubleVector.zero(Reals.SPECIES);
      near = near.sub(one.blend(1, near.compare(VectorOperators.GT, ratio)));
      // What is an integer or none, among them zeros with their signs.
      VectorMask<Double> whole = ratio.abs().lt(INTEGERS).not().or(ratio.eq(0));
      DoubleVector floor = near.blend(ratio, whole);
      FloatVector y =
          (FloatVector) v.sub(w.mul(floor)).convertShape(VectorOperators.D2F, Reals.HALF, 0);
      y.intoArray(block.out, block.to + i);
    }
  }

  /** The square. */
  static void square(Block block) {
    float[] a = block.in[0];
    int from = block.at[0];
    for (int i = 0; i < block.count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, from + i);
      v.mul(v).intoArray(block.out, block.to + i);
    }
  }

  /** Powers, by a logarithm and an exponential; those of 0, of infinities and of NaN one by one. */
  static void pow(Block block) {
    float[] a = block.in[0];
    float[] b = block.in[1];
    for (int done = 0; done < block.count; done += RealFunctions.CHUNK) {
      int many = Math.min(RealFunctions.CHUNK, block.count - done);
      int left = block.at[0] + done;
      int right = block.at[1] + done;
      int to = block.to + done;
      powers(a, left, b, right, many, block.room);
      Reals.narrow(block.room, 0, block.out, to, many);
      for (int i = 0; i < many; i++) {
        float base = Math.abs(a[left + i]);
        if (!(base > 0 && base < INFINITY && Math.abs(b[right + i]) < INFINITY)) {
          block.out[to + i] = (float) StrictMath.pow(a[left + i], b[right + i]);
        }
      }
    }
  }

  /** Powers of finite numbers other than 0, at the front of the room. */
  private static void powers(float[] a, int left, float[] b, int right, int count, double[] room) {
    int bases = RealFunctions.CHUNK;
    int exponents = 2 * RealFunctions.CHUNK;
    Reals.widen(a, left, room, bases, count);
    Reals.widen(b, right, room, exponents, count);
    for (int i = 0; i < count; i += Reals.LANES) {
      DoubleVector.fromArray(Reals.SPECIES, room, bases + i).abs().intoArray(room, i);
    }
    Reals.log(room, 0, count);
    for (int i = 0; i < count; i += Reals.LANES) {
      DoubleVector w = DoubleVector.fromArray(Reals.SPECIES, room, exponents + i);
      DoubleVector.fromArray(Reals.SPECIES, room, i).mul(w).intoArray(room, i);
    }
    Reals.exp(room, 0, count);
    for (int i = 0; i < count; i += Reals.LANES) {
      DoubleVector v = DoubleVector.fromArray(Reals.SPECIES, room, i);
      DoubleVector base = DoubleVector.fromArray(Reals.SPECIES, room, bases + i);
      DoubleVector w = DoubleVector.fromArray(Reals.SPECIES, room, exponents + i).abs();
      DoubleVector half = w.mul(0.5);
      // From 2^52 on, where this does not round, all floats are even integers.
      VectorMask<Double> broken = w.add(INTEGERS).sub(INTEGERS).compare(VectorOperators.NE, w);
      VectorMask<Double> odd = half.add(INTEGERS).sub(INTEGERS).compare(VectorOperators.NE, half);
      VectorMask<Double> negative = base.lt(0).and(w.lt(INTEGERS));
      v.blend(v.neg(), odd.and(negative))
          .blend(Double.NaN, broken.and(negative))
          .intoArray(room, i);
    }
  }
}
