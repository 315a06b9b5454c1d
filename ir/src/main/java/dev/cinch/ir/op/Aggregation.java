// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** What becomes of many numbers, with ONNX's meaning and name. */
public enum Aggregation {
  SUM("ReduceSum"),
  MEAN("ReduceMean"),
  PRODUCT("ReduceProd"),
  MAX("ReduceMax"),
  MIN("ReduceMin"),
  L1("ReduceL1"),
  L2("ReduceL2"),
  SUM_SQUARE("ReduceSumSquare"),
  LOG_SUM("ReduceLogSum"),
  LOG_SUM_EXP("ReduceLogSumExp");

  private final String onnx;

  Aggregation(String onnx) {
    this.onnx = onnx;
  }

  /** ONNX's name. */
  public String onnx() {
    return onnx;
  }

  /** What no number at all is aggregated to, before {@link #finish}. */
  public double start() {
    return switch (this) {
      case PRODUCT -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
      default -> 0;
    };
  }

  /** One more number; {@code greatest} is the greatest of all. */
  double add(double total, double x, double greatest) {
    return switch (this) {
      case SUM, MEAN, LOG_SUM -> total + x;
      case PRODUCT -> total * x;
      case MAX -> Math.max(total, x);
      case MIN -> Math.min(total, x);
      case L1 -> total + Math.abs(x);
      case L2, SUM_SQUARE -> total + x * x;
      case LOG_SUM_EXP -> total + StrictMath.exp(x - greatest);
    };
  }

  /**
   * The result.
   *
   * @param total what the numbers have become
   * @param count how many there are
   * @param greatest the greatest of them, where exponentials are added
   */
  public double finish(double total, long count, double greatest) {
    return switch (this) {
      case SUM, PRODUCT, MAX, MIN, L1, SUM_SQUARE -> total;
      case MEAN -> total / count;
      case L2 -> Math.sqrt(total);
      case LOG_SUM -> StrictMath.log(total);
      case LOG_SUM_EXP -> greatest + StrictMath.log(total);
    };
  }

  /** Whether integers are aggregated exactly, wrapping around; else through real numbers. */
  boolean isExactOnIntegers() {
    return switch (this) {
      case SUM, PRODUCT, MAX, MIN, L1, SUM_SQUARE -> true;
      case MEAN, L2, LOG_SUM, LOG_SUM_EXP -> false;
    };
  }

  long startInteger(long least, long most) {
    return switch (this) {
      case PRODUCT -> 1;
      case MAX -> least;
      case MIN -> most;
      default -> 0;
    };
  }

  long addInteger(long total, long x) {
    return switch (this) {
      case SUM -> total + x;
      case PRODUCT -> total * x;
      case MAX -> Math.max(total, x);
      case MIN -> Math.min(total, x);
      case L1 -> total + Math.abs(x);
      case SUM_SQUARE -> total + x * x;
      case MEAN, L2, LOG_SUM, LOG_SUM_EXP -> throw new IllegalStateException(this + " of integers");
    };
  }
}
