// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of double-precision numbers, each in the place of its argument, with a
 * relative error below 1e-11: rounded to single precision afterwards they are the nearest float but
 * for one number in some thousands, and then its neighbour. They consist of operations that every
 * machine rounds alike, so they are the same everywhere.
 *
 * <p>All take whole vectors: up to one beyond the last number is read and written. Loops are
 * written out, as those of {@link FloatTile} are.
 */
final class Reals {

  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** As many floats. */
  static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final long SIGN = Long.MIN_VALUE;

  /** Adding and taking this away rounds to an integer, which between is in the lowest bits. */
  private static final double ROUND = 1.5 * (1L << 52);

  private static final int MANTISSA = 52;
  private static final long BIAS = 1023;

  /** Exponentials beyond this are a float's infinity or 0, whatever they are multiplied with. */
  private static final double LIMIT = 200;

  private static final double LN2 = Math.log(2);

  /** ln 2 less the double next to it. */
  private static final double LN2_REST = 2.3190468138462996e-17;

  private static final double HALF_PI = Math.PI / 2;

  /** pi / 2 less the double next to it. */
  private static final double HALF_PI_REST = 6.123233995736766e-17;

  /** Up to here the nearest multiple of pi / 2 is taken away without loss. */
  static final float CIRCULAR_LIMIT = 1 << 20;

  private static final double TAN_EIGHTH = Math.sqrt(2) - 1;
  private static final long ROOT_OF_HALF = Double.doubleToLongBits(Math.sqrt(0.5));

  private Reals() {}

  /** Copies floats. */
  static void widen(float[] x, int from, double[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(HALF, x, from + i);
      ((DoubleVector) v.convertShape(VectorOperators.F2D, SPECIES, 0)).intoArray(y, to + i);
    }
  }

  /** Rounds to floats. */
  static void narrow(double[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      ((FloatVector) v.convertShape(VectorOperators.D2F, HALF, 0)).intoArray(y, to + i);
    }
  }

  /** {@code e^x}; 0 below -200, and infinite beyond 200. */
  static void exp(double[] x, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector t = v.max(-LIMIT).min(LIMIT);
      DoubleVector n = t.mul(1 / LN2).add(ROUND);
      DoubleVector power =
          n.reinterpretAsLongs()
              .add(BIAS)
              .lanewise(VectorOperators.LSHL, MANTISSA)
              .reinterpretAsDoubles();
      n = n.sub(ROUND);
      DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -LN2), t);
      r = n.fma(DoubleVector.broadcast(SPECIES, -LN2_REST), r);
      DoubleVector p = DoubleVector.broadcast(SPECIES, 1.0 / 3628800);
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 362880));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 40320));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 5040));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 720));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 120));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 24));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 6));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 2));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1));
      p.mul(power)
          .blend(0, v.lt(-LIMIT))
          .blend(Double.POSITIVE_INFINITY, v.compare(VectorOperators.GT, LIMIT))
          .intoArray(x, i);
    }
  }

  /** {@code e^x - 1}, exact to as many digits near 0; not more than e^200. */
  static void expm1(double[] x, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector t = v.max(-LIMIT).min(LIMIT);
      DoubleVector n = t.mul(1 / LN2).add(ROUND);
      DoubleVector power =
          n.reinterpretAsLongs()
              .add(BIAS)
              .lanewise(VectorOperators.LSHL, MANTISSA)
              .reinterpretAsDoubles();
      n = n.sub(ROUND);
      DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -LN2), t);
      r = n.fma(DoubleVector.broadcast(SPECIES, -LN2_REST), r);
      DoubleVector p = DoubleVector.broadcast(SPECIES, 1.0 / 39916800);
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 3628800));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 362880));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 40320));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 5040));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 720));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 120));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 24));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 6));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 2));
      p = p.mul(r).fma(r, r);
      power.fma(p, power.sub(1)).intoArray(x, i);
    }
  }

  /**
   * The natural logarithm: with {@code x = 2^n m} and m about 1 it is {@code n ln 2} and twice the
   * series of the area tangent of {@code (m - 1) / (m + 1)}.
   */
  static void log(double[] x, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      LongVector bits = v.reinterpretAsLongs();
      LongVector exponent =
          bits.sub(ROOT_OF_HALF - (1L << 62)).lanewise(VectorOperators.LSHR, MANTISSA).sub(1024);
      DoubleVector m =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA)).reinterpretAsDoubles();
      DoubleVector n =
          exponent.add(Double.doubleToLongBits(ROUND)).reinterpretAsDoubles().sub(ROUND);
      DoubleVector s = m.sub(1).div(m.add(1));
      DoubleVector z = s.mul(s);
      DoubleVector p = DoubleVector.broadcast(SPECIES, 1.0 / 17);
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 15));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 13));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 11));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 9));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 7));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 5));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 3));
      s = s.add(s);
      p = p.mul(z).fma(s, s);
      p = n.fma(DoubleVector.broadcast(SPECIES, LN2), p);
      p = p.blend(Double.NEGATIVE_INFINITY, v.eq(0));
      p = p.blend(Double.NaN, v.lt(0));
      p = p.blend(v, v.eq(Double.POSITIVE_INFINITY));
      p.blend(v, v.compare(VectorOperators.NE, v)).intoArray(x, i);
    }
  }

  /**
   * {@code ln(1 + x)}, exact to as many digits near 0.
   *
   * @param room where to keep what the sum 1 + x has lost
   * @param at index of its first number
   */
  static void log1p(double[] x, int from, double[] room, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      DoubleVector sum = v.add(1);
      DoubleVector lost = v.sub(sum.sub(1)).div(sum);
      lost.blend(0, lost.compare(VectorOperators.NE, lost)).intoArray(room, at + i);
      sum.intoArray(x, from + i);
    }
    log(x, from, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector lost = DoubleVector.fromArray(SPECIES, room, at + i);
      DoubleVector.fromArray(SPECIES, x, from + i).add(lost).intoArray(x, from + i);
    }
  }

  /**
   * The hyperbolic tangent.
   *
   * @param room where to keep the arguments
   * @param at index of its first number
   */
  static void tanh(double[] x, int from, double[] room, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
      v.intoArray(room, at + i);
      v.add(v).abs().intoArray(x, from + i);
    }
    expm1(x, from, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector e = DoubleVector.fromArray(SPECIES, x, from + i);
      e.div(e.add(2)).intoArray(x, from + i);
    }
    copySign(room, at, x, from, count);
  }

  /** Gives numbers, none of which is less than 0, the signs of others. */
  static void copySign(double[] signs, int at, double[] x, int from, int count) {
    for (int i = 0; i < count; i += LANES) {
      LongVector sign = DoubleVector.fromArray(SPECIES, signs, at + i).reinterpretAsLongs();
      DoubleVector.fromArray(SPECIES, x, from + i)
          .reinterpretAsLongs()
          .or(sign.and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(x, from + i);
    }
  }

  /** The sine of numbers of at most 2^20. */
  static void sin(double[] x, int from, int count) {
    circle(x, from, count, 0);
  }

  /** The cosine of numbers of at most 2^20. */
  static void cos(double[] x, int from, int count) {
    circle(x, from, count, 1);
  }

  /** The sine of x and a number of quarters of a circle. */
  private static void circle(double[] x, int from, int count, long quarters) {
    for (int i = from; i < from + count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector n = v.mul(1 / HALF_PI).add(ROUND);
      LongVector quarter = n.reinterpretAsLongs().add(quarters);
      n = n.sub(ROUND);
      DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -HALF_PI), v);
      r = n.fma(DoubleVector.broadcast(SPECIES, -HALF_PI_REST), r);
      DoubleVector z = r.mul(r);
      DoubleVector p = DoubleVector.broadcast(SPECIES, -1.0 / 1307674368000L);
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 6227020800L));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 39916800));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 362880));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 5040));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 120));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 6));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 1));
      DoubleVector q = DoubleVector.broadcast(SPECIES, -1.0 / 87178291200L);
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 479001600));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 3628800));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 40320));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 720));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 24));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 2));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 1));
      VectorMask<Double> odd = quarter.and(1).eq(1).cast(SPECIES);
      LongVector sign = quarter.and(2).lanewise(VectorOperators.LSHL, 62);
      r.mul(p)
          .blend(q, odd)
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, sign)
          .reinterpretAsDoubles()
          .intoArray(x, i);
    }
  }

  /** The arc tangent, of a number of at most tan(pi / 8) beside a multiple of pi / 4. */
  static void atan(double[] x, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector a = v.abs();
      VectorMask<Double> eighth = a.compare(VectorOperators.GT, TAN_EIGHTH);
      VectorMask<Double> quarter = a.compare(VectorOperators.GT, 2 + TAN_EIGHTH);
      DoubleVector above = a.blend(a.sub(1), eighth).blend(-1, quarter);
      DoubleVector below = DoubleVector.broadcast(SPECIES, 1).blend(a.add(1), eighth);
      DoubleVector t = above.div(below.blend(a, quarter));
      DoubleVector base = DoubleVector.zero(SPECIES).blend(HALF_PI / 2, eighth);
      DoubleVector z = t.mul(t);
      DoubleVector p = DoubleVector.broadcast(SPECIES, -1.0 / 27);
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 25));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 23));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 21));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 19));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 17));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 15));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 13));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 11));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 9));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 7));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 5));
      p = p.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 3));
      t = p.mul(z).fma(t, t).add(base.blend(HALF_PI, quarter));
      LongVector sign = v.reinterpretAsLongs().and(SIGN);
      t.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(x, i);
    }
  }
}
