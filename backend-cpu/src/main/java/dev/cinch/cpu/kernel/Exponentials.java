// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The logistic function and the hyperbolic tangent in single precision, within some units of the
 * last place, and the same on every machine.
 *
 * <p>Both come from {@code e^x - 1}: with {@code x = n ln 2 + r} it is {@code 2^n (e^r - 1) + 2^n -
 * 1}, where {@code e^r - 1} is the Taylor polynomial of degree 7, whose rest is below {@code r^8 /
 * 8! < 6e-9} for {@code |r| <= ln 2 / 2}.
 */
public final class Exponentials {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
  private static final int LANES = SPECIES.length();

  private static final float LOG2E = (float) (1 / Math.log(2));

  /** ln 2 with so few digits that its product with an exponent is exact, and the rest. */
  private static final float LN2_HIGH = 355f / 512;

  private static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);

  /** Adding and taking this away rounds to an integer. */
  private static final float ROUND = 1.5f * (1 << 23);

  /** Beyond this the logistic function is a float's 0 or 1 but for its last digits. */
  private static final float LIMIT = 87;

  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA = 23;

  private Exponentials() {}

  /** Replaces numbers by {@code 1 / (1 + e^-x)}; writes whole vectors, up to one beyond the end. */
  public static void sigmoid(float[] x, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      FloatVector e = expm1(v.neg());
      FloatVector.broadcast(SPECIES, 1).div(e.add(2)).intoArray(x, i);
    }
  }

  /** Replaces numbers by their hyperbolic tangents; writes whole vectors. */
  public static void tanh(float[] x, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      FloatVector e = expm1(v.add(v));
      e.div(e.add(2)).intoArray(x, i);
    }
  }

  private static FloatVector expm1(FloatVector x) {
    FloatVector v = x.max(-LIMIT).min(LIMIT);
    FloatVector n = v.mul(LOG2E).add(ROUND).sub(ROUND);
    FloatVector r = n.mul(-LN2_HIGH).add(v);
    r = n.mul(-LN2_LOW).add(r);
    FloatVector p = r.mul(1f / 5040).add(1f / 720);
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 120));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 24));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 6));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
    p = p.mul(r).fma(r, r);
    IntVector exponent = (IntVector) n.convertShape(VectorOperators.F2I, INTS, 0);
    FloatVector power =
        exponent.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
    return power.fma(p, power.sub(1));
  }
}
