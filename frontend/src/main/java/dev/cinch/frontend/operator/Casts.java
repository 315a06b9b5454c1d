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
import dev.cinch.ir.op.Cast;
import java.util.Locale;
import java.util.Optional;

/** Changes of number format as ONNX defines them. */
final class Casts {

  private Casts() {}

  /**
   * Cast. To floats it rounds to nearest even; between integers it keeps the low bits. From floats
   * to integers ONNX cuts digits off towards zero, which no cast of the graph does.
   */
  static Operand cast(Call call) {
    // Both matter for 8-bit floats only.
    call.attributes().ignore("saturate", "round_mode");
    NumberType to = target(call);
    Value x = call.in(0);
    NumberType from = call.type(0).number();
    return switch (to) {
      case FloatType type -> call.give(Cast.toFloat(type), x);
      case Fixed fixed when from instanceof Fixed ->
          call.give(new Cast(fixed, Rounding.FLOOR, Overflow.WRAP), x);
      case NumberType _ ->
          throw new Refusal(
              "onnx.cast.truncating",
              "from " + from + " to " + to + " it cuts digits off, which is not supported",
              "");
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
