// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import java.util.List;
import java.util.Optional;

/** The functions of blocks that the element-wise operators are. */
public final class Functions {

  private Functions() {}

  /** The sum of two numbers. */
  public static Block.Function sum() {
    return FloatPairs::add;
  }

  /** The greater of two numbers. */
  public static Block.Function greater() {
    return FloatPairs::max;
  }

  /** The product of two numbers. */
  public static Block.Function product() {
    return FloatPairs::mul;
  }

  /** One of two numbers by a truth value before them. */
  public static Block.Function choice() {
    return FloatPairs::select;
  }

  /** The square of a number. */
  public static Block.Function square() {
    return FloatPairs::square;
  }

  /** The greater of a number and zero. */
  public static Block.Function rectifier() {
    return b -> FloatFunctions.relu(b.in[0], b.at[0], b.out, b.to, b.count);
  }

  /**
   * Whether a function gives the interpreter's numbers to the last bit.
   *
   * @param function what is computed
   */
  public static boolean isExact(UnaryFunction function) {
    return switch (function) {
      case ABS,
          CEIL,
          FLOOR,
          HARD_SIGMOID,
          HARD_SWISH,
          IS_INF,
          IS_NAN,
          LEAKY_RELU,
          NEG,
          NOT,
          RECIPROCAL,
          ROUND,
          SHRINK,
          SIGN,
          SOFTSIGN,
          SQRT,
          THRESHOLDED_RELU,
          TRUNCATE ->
          true;
      case ACOS,
          ACOSH,
          ASIN,
          ASINH,
          ATAN,
          ATANH,
          BITWISE_NOT,
          CELU,
          COS,
          COSH,
          ELU,
          ERF,
          EXP,
          GELU,
          GELU_TANH,
          LOG,
          MISH,
          SELU,
          SIGMOID,
          SIN,
          SINH,
          SOFTPLUS,
          SWISH,
          TAN,
          TANH ->
          false;
    };
  }

  /** The function of a unary operator, where there is one. */
  public static Optional<Block.Function> of(Unary unary) {
    List<Float> p = unary.parameters();
    return switch (unary.function()) {
      case ABS -> Optional.of(b -> FloatFunctions.abs(b.in[0], b.at[0], b.out, b.to, b.count));
      case CEIL -> Optional.of(b -> FloatFunctions.ceil(b.in[0], b.at[0], b.out, b.to, b.count));
      case FLOOR -> Optional.of(b -> FloatFunctions.floor(b.in[0], b.at[0], b.out, b.to, b.count));
      case IS_NAN -> Optional.of(b -> FloatFunctions.isNan(b.in[0], b.at[0], b.out, b.to, b.count));
      case NEG -> Optional.of(b -> FloatFunctions.neg(b.in[0], b.at[0], b.out, b.to, b.count));
      case NOT -> Optional.of(b -> FloatFunctions.not(b.in[0], b.at[0], b.out, b.to, b.count));
      case RECIPROCAL ->
          Optional.of(b -> FloatFunctions.reciprocal(b.in[0], b.at[0], b.out, b.to, b.count));
      case ROUND -> Optional.of(b -> FloatFunctions.round(b.in[0], b.at[0], b.out, b.to, b.count));
      case SIGN -> Optional.of(b -> FloatFunctions.sign(b.in[0], b.at[0], b.out, b.to, b.count));
      case SQRT -> Optional.of(b -> FloatFunctions.sqrt(b.in[0], b.at[0], b.out, b.to, b.count));
      case TRUNCATE ->
          Optional.of(b -> FloatFunctions.truncate(b.in[0], b.at[0], b.out, b.to, b.count));
      case IS_INF -> {
        boolean negative = p.get(0) != 0;
        boolean positive = p.get(1) != 0;
        yield Optional.of(b ->
            FloatFunctions.isInfinite(b.in[0], b.at[0], b.out, b.to, b.count, negative, positive));
      }
      case LEAKY_RELU -> {
        float slope = p.get(0);
        yield Optional.of(
            b -> FloatFunctions.leakyRelu(b.in[0], b.at[0], b.out, b.to, b.count, slope));
      }
      case SHRINK -> {
        float bias = p.get(0);
        float limit = p.get(1);
        yield Optional.of(
            b -> FloatFunctions.shrink(b.in[0], b.at[0], b.out, b.to, b.count, bias, limit));
      }
      case THRESHOLDED_RELU -> {
        float limit = p.get(0);
        yield Optional.of(
            b -> FloatFunctions.threshold(b.in[0], b.at[0], b.out, b.to, b.count, limit));
      }
      case BITWISE_NOT -> Optional.empty();
      case CELU -> {
        // Quotients by less become infinite, which is not what the exponential here is for.
        boolean large = Math.abs(p.get(0)) >= Float.MIN_NORMAL;
        yield large ? Optional.of(b -> reals(unary, b)) : Optional.empty();
      }
      case ACOS,
          ACOSH,
          ASIN,
          ASINH,
          ATAN,
          ATANH,
          COS,
          COSH,
          ELU,
          ERF,
          EXP,
          GELU,
          GELU_TANH,
          HARD_SIGMOID,
          HARD_SWISH,
          LOG,
          MISH,
          SELU,
          SIGMOID,
          SIN,
          SINH,
          SOFTPLUS,
          SOFTSIGN,
          SWISH,
          TAN,
          TANH ->
          Optional.of(b -> reals(unary, b));
    };
  }

  private static void reals(Unary unary, Block b) {
    RealFunctions.run(
        unary.function(), unary.parameters(), b.in[0], b.at[0], b.out, b.to, b.count, b.room);
  }

  /**
   * Whether a function gives the interpreter's numbers to the last bit.
   *
   * @param function what is computed
   */
  public static boolean isExact(BinaryFunction function) {
    return function != BinaryFunction.POW;
  }

  /** The function of a binary operator of floats or of truth values, where there is one. */
  public static Optional<Block.Function> of(Binary binary) {
    return switch (binary.function()) {
      case ADD -> Optional.of(FloatPairs::add);
      case SUB -> Optional.of(FloatPairs::sub);
      case MUL, AND -> Optional.of(FloatPairs::mul);
      case DIV -> Optional.of(FloatPairs::div);
      case POW -> Optional.of(FloatPairs::pow);
      case MOD -> Optional.of(FloatPairs::mod);
      case REMAINDER -> Optional.of(FloatPairs::remainder);
      case MAX, OR -> Optional.of(FloatPairs::max);
      case MIN -> Optional.of(FloatPairs::min);
      case PRELU -> Optional.of(FloatPairs::prelu);
      case EQUAL -> Optional.of(FloatPairs::equal);
      case LESS -> Optional.of(FloatPairs::less);
      case LESS_OR_EQUAL -> Optional.of(FloatPairs::lessOrEqual);
      case GREATER -> Optional.of(FloatPairs::greater);
      case GREATER_OR_EQUAL -> Optional.of(FloatPairs::greaterOrEqual);
      case XOR -> Optional.of(FloatPairs::differ);
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT -> Optional.empty();
    };
  }
}
