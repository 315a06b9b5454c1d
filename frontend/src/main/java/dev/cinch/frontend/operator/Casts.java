// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.AttributeProto.AttributeType;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.UnaryFunction;
import java.util.Locale;
import java.util.Optional;

/** Changes of number format as ONNX defines them. */
final class Casts {

  private Casts() {}

  /** Cast. */
  static Operand cast(Call call) {
    boolean saturate = call.attributes().integer("saturate", 1) != 0;
    String rounding = call.attributes().text("round_mode", "up");
    NumberType to = target(call);
    if (to == FloatType.F8E8M0 && !rounding.equals("up")) {
      call.attributes().refuse("round_mode = \"" + rounding + "\" is not supported");
    }
    return new Expansion(call).give(convert(call, call.in(0), to, saturate));
  }

  /** BitCast: the same bits in another format. */
  static Operand bitCast(Call call) {
    return call.give(new BitCast(target(call)), call.in(0));
  }

  /** CastLike: to the format of the second operand. */
  static Operand castLike(Call call) {
    boolean saturate = call.attributes().integer("saturate", 1) != 0;
    call.attributes().ignore("round_mode");
    return new Expansion(call).give(convert(call, call.in(0), call.type(1).number(), saturate));
  }

  /** A value in another format, as ONNX converts. */
  static Value convert(Call call, Value x, NumberType to) {
    return convert(call, x, to, true);
  }

  /**
   * To floats rounded to nearest even; between integers the low bits; from floats to integers
   * towards zero; to truth values whether it is not zero.
   */
  private static Value convert(Call call, Value x, NumberType to, boolean saturate) {
    Expansion out = new Expansion(call);
    NumberType from = call.scope().type(x).number();
    return switch (to) {
      case FloatType type ->
          call.step(
              "cast",
              new Cast(type, Rounding.HALF_EVEN, saturate ? Overflow.SATURATE : Overflow.WRAP),
              x);
      case Fixed fixed when fixed.equals(Fixed.BOOL) && !from.equals(to) ->
          out.unary(UnaryFunction.NOT, out.binary(BinaryFunction.EQUAL, x, out.scalar(0, x)));
      case Fixed fixed when from instanceof FloatType ->
          call.step(
              "cast",
              new Cast(fixed, Rounding.FLOOR, Overflow.WRAP),
              out.unary(UnaryFunction.TRUNCATE, x));
      case NumberType number ->
          call.step("cast", new Cast(number, Rounding.FLOOR, Overflow.WRAP), x);
    };
  }

  private static NumberType target(Call call) {
    Optional<ElementType> type =
        call.attributes().type("to") == AttributeType.STRING
            ? named(call.attributes().text("to", ""))
            : ElementType.ofNumber(Math.clamp(call.attributes().integer("to", 0), -1, 1000));
    return type.flatMap(ElementType::format)
        .orElseThrow(() ->
            new Refusal(
                "onnx.tensor.type",
                "to "
                    + type.map(ElementType::text).orElse("an unknown element type")
                    + " is not supported",
                ""));
  }

  /** Before operator set 6 the type is stated by name. */
  private static Optional<ElementType> named(String name) {
    try {
      return Optional.of(ElementType.valueOf(name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
