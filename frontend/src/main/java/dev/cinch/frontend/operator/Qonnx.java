// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.UnaryFunction;
import java.util.Set;

/**
 * Operators of QONNX (Pappalardo et al. 2022), which Brevitas and FINN write: floats that hold
 * quantized numbers.
 */
final class Qonnx {

  /** The domains in which they stand; old files do not import them. */
  static final Set<String> DOMAINS =
      Set.of("qonnx.custom_op.general", "finn.custom_op.general", "onnx.brevitas");

  private Qonnx() {}

  /** Quant: divided by the scale, shifted, clipped to a width of bits, rounded, and back. */
  static Operand quant(Call call) {
    boolean signed = call.attributes().integer("signed", 1) != 0;
    boolean narrow = call.attributes().flag("narrow");
    String rounding = call.attributes().text("rounding_mode", "ROUND");
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Value scale = call.in(1);
    Value zero = call.in(2);
    double width = call.number(3, "the bit width");
    double span = Math.pow(2, signed ? width - 1 : width);
    double least = signed ? (narrow ? 1 - span : -span) : 0;
    double most = signed || !narrow ? span - 1 : span - 2;
    Value shifted = out.add(out.div(x, scale), zero);
    Value below = out.min(shifted, out.scalar(most, x));
    Value inside = out.max(below, out.scalar(least, x));
    Value rounded = rounded(out, inside, rounding);
    return out.give(out.mul(out.sub(rounded, zero), scale));
  }

  /** BipolarQuant: plus or minus the scale. */
  static Operand bipolar(Call call) {
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Value negative = out.binary(BinaryFunction.LESS, x, out.scalar(0, x));
    Value sign = out.select(negative, out.scalar(-1, x), out.scalar(1, x));
    return out.give(out.mul(sign, call.in(1)));
  }

  /** Trunc: to fewer bits, the lowest of a quantized number being cut off. */
  static Operand trunc(Call call) {
    String rounding = call.attributes().text("rounding_mode", "FLOOR");
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Value scale = call.in(1);
    Value zero = call.in(2);
    double bits =
        call.number(3, "the bit width of the input")
            - call.number(4, "the bit width of the output");
    Value integers = out.unary(UnaryFunction.ROUND, out.add(out.div(x, scale), zero));
    Value cut = rounded(out, out.mul(integers, out.scalar(Math.pow(2, -bits), x)), rounding);
    return out.give(out.mul(out.sub(cut, zero), scale));
  }

  private static Value rounded(Expansion out, Value x, String mode) {
    Value half = out.scalar(0.5, x);
    return switch (mode) {
      case "ROUND", "HALF_EVEN" -> out.unary(UnaryFunction.ROUND, x);
      case "CEIL" -> out.unary(UnaryFunction.CEIL, x);
      case "FLOOR" -> out.unary(UnaryFunction.FLOOR, x);
      case "DOWN", "ROUND_TO_ZERO" -> out.unary(UnaryFunction.TRUNCATE, x);
      case "UP" -> signed(out, x, out.unary(UnaryFunction.CEIL, out.unary(UnaryFunction.ABS, x)));
      case "HALF_UP" ->
          signed(
              out,
              x,
              out.unary(UnaryFunction.FLOOR, out.add(out.unary(UnaryFunction.ABS, x), half)));
      case "HALF_DOWN" ->
          signed(
              out,
              x,
              out.unary(UnaryFunction.CEIL, out.sub(out.unary(UnaryFunction.ABS, x), half)));
      default ->
          throw new Refusal(
              "onnx.attribute.unsupported", "rounding_mode = \"" + mode + "\" is not known", "");
    };
  }

  private static Value signed(Expansion out, Value x, Value size) {
    return out.mul(out.unary(UnaryFunction.SIGN, x), size);
  }
}
