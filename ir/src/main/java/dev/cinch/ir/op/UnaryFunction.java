// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import java.util.List;
import org.apache.commons.math3.special.Erf;

/**
 * Functions of one number, with ONNX's meaning, name and attributes. Transcendental ones are those
 * of {@link StrictMath}, so that every machine gives the same.
 */
public enum UnaryFunction {
  ABS("Abs"),
  ACOS("Acos"),
  ACOSH("Acosh"),
  ASIN("Asin"),
  ASINH("Asinh"),
  ATAN("Atan"),
  ATANH("Atanh"),
  BITWISE_NOT("BitwiseNot"),
  CEIL("Ceil"),
  CELU("Celu", "alpha"),
  COS("Cos"),
  COSH("Cosh"),
  ELU("Elu", "alpha"),
  ERF("Erf"),
  EXP("Exp"),
  FLOOR("Floor"),
  GELU("Gelu"),
  /** Gelu by a hyperbolic tangent. */
  GELU_TANH(""),
  HARD_SIGMOID("HardSigmoid", "alpha", "beta"),
  HARD_SWISH("HardSwish"),
  IS_INF("IsInf", "detect_negative", "detect_positive"),
  IS_NAN("IsNaN"),
  LEAKY_RELU("LeakyRelu", "alpha"),
  LOG("Log"),
  MISH("Mish"),
  NEG("Neg"),
  NOT("Not"),
  RECIPROCAL("Reciprocal"),
  /** To the nearest integer, ties to even. */
  ROUND("Round"),
  SELU("Selu", "alpha", "gamma"),
  SHRINK("Shrink", "bias", "lambd"),
  SIGMOID("Sigmoid"),
  SIGN("Sign"),
  SIN("Sin"),
  SINH("Sinh"),
  SOFTPLUS("Softplus"),
  SOFTSIGN("Softsign"),
  SQRT("Sqrt"),
  SWISH("Swish", "alpha"),
  TAN("Tan"),
  TANH("Tanh"),
  THRESHOLDED_RELU("ThresholdedRelu", "alpha"),
  /** Towards zero to an integer, which is what ONNX's Cast does. */
  TRUNCATE("");

  private final String onnx;
  private final List<String> parameters;

  UnaryFunction(String onnx, String... parameters) {
    this.onnx = onnx;
    this.parameters = List.of(parameters);
  }

  /** ONNX's name; empty where ONNX has no operator of this meaning alone. */
  public String onnx() {
    return onnx;
  }

  /** ONNX's names of the parameters, in order. */
  public List<String> parameters() {
    return parameters;
  }

  /** Whether results are truth values. */
  boolean isPredicate() {
    return this == IS_INF || this == IS_NAN || this == NOT;
  }

  /** Whether there is a meaning for integers. */
  boolean takesIntegers() {
    return switch (this) {
      case ABS, BITWISE_NOT, NEG, NOT, SIGN -> true;
      default -> false;
    };
  }

  /** Whether there is a meaning for floats. */
  boolean takesFloats() {
    return this != BITWISE_NOT && this != NOT;
  }

  /** The value for an integer, to be wrapped into its format. */
  long of(long x) {
    return switch (this) {
      case ABS -> Math.abs(x);
      case BITWISE_NOT -> ~x;
      case NEG -> -x;
      case NOT -> x == 0 ? 1 : 0;
      case SIGN -> Long.signum(x);
      default -> throw new IllegalStateException(this + " of an integer");
    };
  }

  /** The value for a real number; predicates give 0 or 1. */
  double of(double x, List<Float> p) {
    return switch (this) {
      case ABS -> Math.abs(x);
      case ACOS -> StrictMath.acos(x);
      case ACOSH -> x < 1 ? Double.NaN : StrictMath.log(x + Math.sqrt(x * x - 1));
      case ASIN -> StrictMath.asin(x);
      case ASINH -> Math.copySign(arsinh(Math.abs(x)), x);
      case ATAN -> StrictMath.atan(x);
      case ATANH -> (StrictMath.log1p(x) - StrictMath.log1p(-x)) / 2;
      case CEIL -> Math.ceil(x);
      case CELU -> Math.max(0, x) + Math.min(0, p.get(0) * StrictMath.expm1(x / p.get(0)));
      case COS -> StrictMath.cos(x);
      case COSH -> StrictMath.cosh(x);
      case ELU -> x < 0 ? p.get(0) * StrictMath.expm1(x) : x;
      case ERF -> x == 0 ? x : Erf.erf(x);
      case EXP -> StrictMath.exp(x);
      case FLOOR -> Math.floor(x);
      case GELU -> 0.5 * x * (1 + Erf.erf(x * Math.sqrt(0.5)));
      case GELU_TANH ->
          0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case HARD_SIGMOID -> Math.clamp(p.get(0) * x + p.get(1), 0.0, 1.0);
      case HARD_SWISH -> x * Math.clamp(x / 6 + 0.5, 0.0, 1.0);
      case IS_INF ->
          (x == Double.NEGATIVE_INFINITY && p.get(0) != 0)
                  || (x == Double.POSITIVE_INFINITY && p.get(1) != 0)
              ? 1
              : 0;
      case IS_NAN -> Double.isNaN(x) ? 1 : 0;
      case LEAKY_RELU -> x < 0 ? p.get(0) * x : x;
      case LOG -> StrictMath.log(x);
      case MISH -> x * StrictMath.tanh(softplus(x));
      case NEG -> -x;
      case RECIPROCAL -> 1 / x;
      case ROUND -> Math.rint(x);
      case SELU -> p.get(1) * (x < 0 ? p.get(0) * StrictMath.expm1(x) : x);
      case SHRINK -> x < -p.get(1) ? x + p.get(0) : x > p.get(1) ? x - p.get(0) : 0;
      case SIGMOID -> sigmoid(x);
      case SIGN -> Math.signum(x);
      case SIN -> StrictMath.sin(x);
      case SINH -> StrictMath.sinh(x);
      case SOFTPLUS -> softplus(x);
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case SQRT -> Math.sqrt(x);
      case SWISH -> x * sigmoid(p.get(0) * x);
      case TAN -> StrictMath.tan(x);
      case TANH -> StrictMath.tanh(x);
      case THRESHOLDED_RELU -> x > p.get(0) ? x : 0;
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case BITWISE_NOT, NOT -> throw new IllegalStateException(this + " of a real number");
    };
  }

  private static double arsinh(double x) {
    // Of infinity the quotient would be none.
    return Double.isInfinite(x) ? x : StrictMath.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  private static double softplus(double x) {
    return Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
