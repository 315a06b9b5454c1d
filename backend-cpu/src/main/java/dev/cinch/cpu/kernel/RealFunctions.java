// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.op.UnaryFunction;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of single-precision numbers that are computed in double precision and rounded once:
 * those that only add, multiply and divide are the interpreter's to the last bit, for they do the
 * same, the others are as good as {@link Reals}.
 */
final class RealFunctions {

  /** Numbers that are computed at once: their doubles stay in the first level of a cache. */
  static final int CHUNK = 256;

  /** Doubles of room that a function needs. */
  static final int ROOM = 4 * CHUNK;

  private static final VectorSpecies<Double> SPECIES = Reals.SPECIES;
  private static final int LANES = Reals.LANES;

  private static final double ROOT_OF_HALF = Math.sqrt(0.5);
  private static final double GELU_SCALE = 2 * Math.sqrt(2 / Math.PI);

  /** Where a function keeps its arguments, and what else it needs. */
  private static final int A = CHUNK;

  private static final int B = 2 * CHUNK;

  private RealFunctions() {}

  /**
   * Computes a function of each of some numbers.
   *
   * @param function what is computed; one that is computed in double precision
   * @param p its parameters
   * @param room {@link #ROOM} doubles
   */
  static void run(
      UnaryFunction function,
      List<Float> p,
      float[] x,
      int from,
      float[] y,
      int to,
      int count,
      double[] room) {
    for (int done = 0; done < count; done += CHUNK) {
      int many = Math.min(CHUNK, count - done);
      // Whole vectors, so that areas in the room do not overlap.
      int whole = Math.ceilDiv(many, LANES) * LANES;
      Reals.widen(x, from + done, room, 0, whole);
      evaluate(function, p, room, whole);
      Reals.narrow(room, 0, y, to + done, whole);
    }
    boolean circular =
        function == UnaryFunction.SIN
            || function == UnaryFunction.COS
            || function == UnaryFunction.TAN;
    if (circular && isAnyLarge(x, from, count)) {
      circleOfLarge(function, x, from, y, to, count);
    }
  }

  private static void evaluate(UnaryFunction function, List<Float> p, double[] x, int count) {
    System.arraycopy(x, 0, x, A, count);
    switch (function) {
      case HARD_SIGMOID -> hardSigmoid(x, count, p.get(0), p.get(1));
      case HARD_SWISH -> hardSwish(x, count);
      case SOFTSIGN -> softsign(x, count);
      case ACOS -> acos(x, count);
      case ACOSH -> acosh(x, count);
      case ASIN -> asin(x, count);
      case ASINH -> asinh(x, count);
      case ATAN -> Reals.atan(x, 0, count);
      case ATANH -> atanh(x, count);
      case CELU -> celu(x, count, p.get(0));
      case COS -> Reals.cos(x, 0, count);
      case COSH -> cosh(x, count);
      case ELU -> elu(x, count, p.get(0), 1);
      case ERF -> ErrorFunction.erf(x, 0, x, A, count);
      case EXP -> Reals.exp(x, 0, count);
      case GELU -> gelu(x, count);
      case GELU_TANH -> geluTanh(x, count);
      case LOG -> Reals.log(x, 0, count);
      case MISH -> mish(x, count);
      case SELU -> elu(x, count, p.get(0), p.get(1));
      case SIGMOID -> swish(x, count, 1, false);
      case SIN -> Reals.sin(x, 0, count);
      case SINH -> sinh(x, count);
      case SOFTPLUS -> softplus(x, count);
      case SWISH -> swish(x, count, p.get(0), true);
      case TAN -> tan(x, count);
      case TANH -> Reals.tanh(x, 0, x, B, count);
      case ABS,
          BITWISE_NOT,
          CEIL,
          FLOOR,
          IS_INF,
          IS_NAN,
          LEAKY_RELU,
          NEG,
          NOT,
          RECIPROCAL,
          ROUND,
          SHRINK,
          SIGN,
          SQRT,
          THRESHOLDED_RELU,
          TRUNCATE ->
          throw new IllegalStateException(function + " is computed in single precision");
    }
  }

  /** Those numbers whose distance to a multiple of pi / 2 has more digits than doubles. */
  private static void circleOfLarge(
      UnaryFunction function, float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      float v = x[from + i];
      if (Math.abs(v) > Reals.CIRCULAR_LIMIT && Float.isFinite(v)) {
        y[to + i] =
            (float)
                switch (function) {
                  case SIN -> StrictMath.sin(v);
                  case COS -> StrictMath.cos(v);
                  default -> StrictMath.tan(v);
                };
      }
    }
  }

  private static boolean isAnyLarge(float[] x, int from, int count) {
    for (int i = 0; i < count; i += FloatFunctions.LANES) {
      FloatVector v = FloatVector.fromArray(FloatFunctions.SPECIES, x, from + i);
      if (v.abs().compare(VectorOperators.GT, Reals.CIRCULAR_LIMIT).anyTrue()) {
        return true;
      }
    }
    return false;
  }

  private static void hardSigmoid(double[] x, int count, double slope, double shift) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.mul(slope).add(shift).max(0).min(1).intoArray(x, i);
    }
  }

  private static void hardSwish(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.div(6).add(0.5).max(0).min(1).mul(v).intoArray(x, i);
    }
  }

  private static void softsign(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.div(v.abs().add(1)).intoArray(x, i);
    }
  }

  private static void asin(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector a = v.abs();
      DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
      DoubleVector other = one.sub(a).mul(one.add(a)).lanewise(VectorOperators.SQRT);
      v.div(other).intoArray(x, i);
    }
    Reals.atan(x, 0, count);
  }

  private static void acos(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
      one.sub(v).div(one.add(v)).lanewise(VectorOperators.SQRT).intoArray(x, i);
    }
    Reals.atan(x, 0, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.add(v).intoArray(x, i);
    }
  }

  private static void acosh(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector less = v.sub(1);
      // x - 1 + sqrt((x - 1)(x + 1)) keeps its digits near 1.
      less.add(less.mul(v.add(1)).lanewise(VectorOperators.SQRT))
          .blend(Double.NaN, less.lt(0))
          .intoArray(x, i);
    }
    Reals.log1p(x, 0, x, B, count);
  }

  private static void asinh(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector a = v.abs();
      DoubleVector square = a.mul(a);
      DoubleVector root = square.add(1).lanewise(VectorOperators.SQRT);
      DoubleVector rest = square.div(root.add(1));
      a.add(rest.blend(0, square.eq(Double.POSITIVE_INFINITY))).intoArray(x, i);
    }
    Reals.log1p(x, 0, x, B, count);
    Reals.copySign(x, A, x, 0, count);
  }

  private static void atanh(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector a = v.abs();
      a.add(a).div(a.neg().add(1)).intoArray(x, i);
    }
    Reals.log1p(x, 0, x, B, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.mul(0.5).intoArray(x, i);
    }
    Reals.copySign(x, A, x, 0, count);
  }

  private static void celu(double[] x, int count, double alpha) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.div(alpha).intoArray(x, i);
    }
    Reals.expm1(x, 0, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector up = DoubleVector.fromArray(SPECIES, x, A + i).max(0);
      v.mul(alpha).min(0).add(up).intoArray(x, i);
    }
  }

  private static void elu(double[] x, int count, double alpha, double scale) {
    Reals.expm1(x, 0, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, A + i);
      a.blend(v.mul(alpha), a.lt(0)).mul(scale).intoArray(x, i);
    }
  }

  private static void cosh(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.abs().intoArray(x, i);
    }
    Reals.exp(x, 0, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.add(DoubleVector.broadcast(SPECIES, 1).div(v)).mul(0.5).intoArray(x, i);
    }
  }

  private static void sinh(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.abs().intoArray(x, i);
    }
    Reals.expm1(x, 0, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.add(v.div(v.add(1))).mul(0.5).intoArray(x, i);
    }
    Reals.copySign(x, A, x, 0, count);
  }

  private static void tan(double[] x, int count) {
    Reals.sin(x, 0, count);
    Reals.cos(x, A, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.div(DoubleVector.fromArray(SPECIES, x, A + i)).intoArray(x, i);
    }
  }

  private static void softplus(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.abs().neg().intoArray(x, i);
    }
    Reals.exp(x, 0, count);
    Reals.log1p(x, 0, x, B, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector.fromArray(SPECIES, x, A + i).max(0).add(v).intoArray(x, i);
    }
  }

  private static void mish(double[] x, int count) {
    softplus(x, count);
    Reals.tanh(x, 0, x, B, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.mul(DoubleVector.fromArray(SPECIES, x, A + i)).intoArray(x, i);
    }
  }

  /** The logistic function of a multiple of x, or its product with x. */
  private static void swish(double[] x, int count, double slope, boolean product) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.mul(slope).abs().neg().intoArray(x, i);
    }
    Reals.exp(x, 0, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, A + i);
      DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
      DoubleVector logistic = one.blend(v, a.mul(slope).lt(0)).div(v.add(1));
      (product ? logistic.mul(a) : logistic).intoArray(x, i);
    }
  }

  private static void geluTanh(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      // By half the sum of 1 and a tangent, which is the logistic function of its double.
      DoubleVector cube = v.mul(v).mul(v);
      DoubleVector u = cube.mul(0.044715).add(v).mul(GELU_SCALE);
      u.intoArray(x, B + i);
      u.abs().neg().intoArray(x, i);
    }
    Reals.exp(x, 0, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
      DoubleVector u = DoubleVector.fromArray(SPECIES, x, B + i);
      one.blend(v, u.lt(0))
          .div(v.add(1))
          .mul(DoubleVector.fromArray(SPECIES, x, A + i))
          .intoArray(x, i);
    }
  }

  private static void gelu(double[] x, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      v.mul(ROOT_OF_HALF).intoArray(x, i);
    }
    ErrorFunction.complement(x, 0, x, B, count);
    for (int i = 0; i < count; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, A + i);
      v.blend(v.neg().add(2), a.lt(0).not()).mul(a).mul(0.5).intoArray(x, i);
    }
  }
}
