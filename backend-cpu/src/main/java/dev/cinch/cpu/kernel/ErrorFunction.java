// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The error function in double precision, as {@link Reals}: of a number below 1 by its Taylor
 * series, else by its complement. That is {@code e^(-z^2)} times a polynomial in {@code w = 3 / (z
 * + 3)}, which was fitted to the definition at Chebyshev's points for z up to 12, within 3e-12.
 */
final class ErrorFunction {

  private static final VectorSpecies<Double> SPECIES = Reals.SPECIES;
  private static final int LANES = Reals.LANES;

  private static final double SCALE = 2 / Math.sqrt(Math.PI);

  private ErrorFunction() {}

  /**
   * Replaces numbers by the complement of the error function of their magnitudes.
   *
   * @param room room for as many
   * @param at index of its first number
   */
  static void complement(double[] x, int from, double[] room, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector z = DoubleVector.fromArray(SPECIES, x, from + i).abs();
      DoubleVector w = DoubleVector.broadcast(SPECIES, 3).div(z.add(3));
      DoubleVector u = w.add(w).sub(1);
      DoubleVector p = DoubleVector.broadcast(SPECIES, -1.1444567985047201e-07);
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 2.0881628663573547e-06));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, -4.959502482799685e-06));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, -1.0983459598434476e-05));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 3.56470976362403e-05));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 9.268699200621165e-05));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, -0.00018278590132342497));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, -0.0010114540730176368));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, -0.0004041259452305863));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 0.008942423048174062));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 0.039842585454407775));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 0.10348908671410695));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 0.19674278576388946));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 0.29446481773224586));
      p = p.fma(u, DoubleVector.broadcast(SPECIES, 0.3580023023624316));
      p.mul(w).intoArray(room, at + i);
      z.mul(z).neg().intoArray(x, from + i);
    }
    Reals.exp(x, from, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, room, at + i);
      DoubleVector.fromArray(SPECIES, x, from + i).mul(p).intoArray(x, from + i);
    }
  }

  /**
   * Replaces numbers by their error function.
   *
   * @param room room for twice as many
   * @param at index of its first number
   */
  static void erf(double[] x, int from, double[] room, int at, int count) {
    System.arraycopy(x, from, room, at, count);
    complement(x, from, room, at + count, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, room, at + i);
      DoubleVector c = DoubleVector.fromArray(SPECIES, x, from + i);
      DoubleVector large = c.neg().add(1);
      large = large.blend(large.neg(), v.lt(0));
      DoubleVector z = v.mul(v);
      DoubleVector q = DoubleVector.broadcast(SPECIES, 1.0 / 2528170444800L);
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 168129561600L));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 11975040000L));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 918086400));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 76204800));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 6894720));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 685440));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 75600));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 9360));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 1320));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 216));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 42));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 10));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, -1.0 / 3));
      q = q.fma(z, DoubleVector.broadcast(SPECIES, 1.0 / 1));
      VectorMask<Double> near = v.abs().compare(VectorOperators.LT, 1);
      large.blend(q.mul(SCALE).mul(v), near).intoArray(x, from + i);
    }
  }
}
