// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Functions of two numbers of one format, with ONNX's meaning and name. */
public enum BinaryFunction {
  ADD("Add", Kind.ARITHMETIC),
  SUB("Sub", Kind.ARITHMETIC),
  MUL("Mul", Kind.ARITHMETIC),
  /** Integers towards zero; 0 where the divisor is 0. */
  DIV("Div", Kind.ARITHMETIC),
  POW("Pow", Kind.ARITHMETIC),
  /** The remainder with the sign of the divisor; 0 where an integer divisor is 0. */
  MOD("", Kind.ARITHMETIC),
  /** The remainder with the sign of the dividend; 0 where an integer divisor is 0. */
  REMAINDER("", Kind.ARITHMETIC),
  /** NaN where one is. */
  MAX("Max", Kind.ARITHMETIC),
  /** NaN where one is. */
  MIN("Min", Kind.ARITHMETIC),
  /** The first, scaled by the second where it is negative. */
  PRELU("PRelu", Kind.ARITHMETIC),
  EQUAL("Equal", Kind.COMPARISON),
  LESS("Less", Kind.COMPARISON),
  LESS_OR_EQUAL("LessOrEqual", Kind.COMPARISON),
  GREATER("Greater", Kind.COMPARISON),
  GREATER_OR_EQUAL("GreaterOrEqual", Kind.COMPARISON),
  AND("And", Kind.LOGIC),
  OR("Or", Kind.LOGIC),
  XOR("Xor", Kind.LOGIC),
  BITWISE_AND("BitwiseAnd", Kind.BITS),
  BITWISE_OR("BitwiseOr", Kind.BITS),
  BITWISE_XOR("BitwiseXor", Kind.BITS),
  SHIFT_LEFT("", Kind.BITS),
  /** Zeros come in. */
  SHIFT_RIGHT("", Kind.BITS);

  /** What operands and results are. */
  enum Kind {
    /** Numbers to numbers. */
    ARITHMETIC,
    /** Numbers to truth values. */
    COMPARISON,
    /** Truth values to truth values. */
    LOGIC,
    /** Integers to integers. */
    BITS
  }

  private final String onnx;
  private final Kind kind;

  BinaryFunction(String onnx, Kind kind) {
    this.onnx = onnx;
    this.kind = kind;
  }

  /** ONNX's name; empty where ONNX says it with attributes. */
  public String onnx() {
    return onnx;
  }

  /** Whether numbers become numbers. */
  public boolean isArithmetic() {
    return kind == Kind.ARITHMETIC;
  }

  Kind kind() {
    return kind;
  }

  /** The value for integers, to be wrapped into their format. */
  long of(long a, long b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : a / b;
      case POW -> power(a, b);
      case MOD -> b == 0 ? 0 : Math.floorMod(a, b);
      case REMAINDER -> b == 0 ? 0 : a % b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case PRELU -> a < 0 ? a * b : a;
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_OR_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
      case AND, BITWISE_AND -> a & b;
      case OR, BITWISE_OR -> a | b;
      case XOR, BITWISE_XOR -> a ^ b;
      case SHIFT_LEFT -> b < 0 || b >= Long.SIZE ? 0 : a << b;
      case SHIFT_RIGHT -> b < 0 || b >= Long.SIZE ? 0 : a >>> b;
    };
  }

  /** By squaring, low bits only; a negative exponent leaves 0, or the sign of 1 and -1. */
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    long square = base;
    for (long left = exponent; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /** The value for real numbers; comparisons give 0 or 1. */
  double of(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> StrictMath.pow(a, b);
      case MOD -> a - b * Math.floor(a / b);
      case REMAINDER -> a % b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case PRELU -> a < 0 ? a * b : a;
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_OR_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
      case AND, OR, XOR, BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
          throw new IllegalStateException(this + " of real numbers");
    };
  }
}
