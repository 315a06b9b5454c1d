// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.frontend.tensor.ExternalData;
import dev.cinch.frontend.tensor.TensorDecoder;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Domain {@code dev.cinch}, version 1: what the graph has and ONNX has not. {@code
 * dev.cinch.ir.text.GraphPrinter} writes it.
 */
final class CinchDomain {

  private CinchDomain() {}

  /** {@code dev.cinch.Cast}: to a format, with its rounding and overflow. */
  static Operand cast(Call call) {
    NumberType to = format(call).orElseThrow(Refusal::reported);
    Rounding rounding = choice(call, "rounding", Rounding.HALF_UP);
    Overflow overflow = choice(call, "overflow", Overflow.SATURATE);
    return call.give(new Cast(to, rounding, overflow), call.in(0));
  }

  /** {@code dev.cinch.BitCast}: the same bits in another format. */
  static Operand bitCast(Call call) {
    return call.give(new BitCast(format(call).orElseThrow(Refusal::reported)), call.in(0));
  }

  /** {@code dev.cinch.Input}: an input of a format that ONNX does not have. */
  static Operand input(Call call) {
    NumberType number = format(call).orElseThrow(Refusal::reported);
    List<Long> dims = call.attributes().integers("shape").orElse(List.of());
    TensorType type = new TensorType(number, Shape.of(dims));
    return new Operand.Computed(call.scope().input(call.name(), type));
  }

  /** {@code dev.cinch.Raw}: stored raw integers, read in a format. */
  static Operand raw(Call call) {
    NumberType number = format(call).orElseThrow(Refusal::reported);
    if (call.operand(0) instanceof Stored stored && stored.proto().isPresent()) {
      TensorProto proto = stored.proto().get();
      ExternalData external = call.scope().external();
      return Stored.of(
          call.name(),
          () -> TensorDecoder.decode(proto, number, call.origin(), external).map(Dense::new));
    }
    throw new Refusal("cinch.raw.computed", "only initializers have raw integers", "");
  }

  /** {@code dev.cinch.Weight}: a weight that lies beside the text. */
  static Operand weight(Call call) {
    String member = call.attributes().text("member", "");
    return call.weights()
        .find(member)
        .<Operand>map(weight -> Stored.of(call.name(), weight))
        .orElseThrow(() ->
            new Refusal(
                "cinch.weight.missing",
                "there is no weight \"" + member + "\" beside the graph",
                "a graph whose weights lie in a .cinch file is read from there"));
  }

  /** The format that the attributes state; empty when they state none, which is reported. */
  private static Optional<NumberType> format(Call call) {
    Attributes attributes = call.attributes();
    long to = attributes.integer("to", 0);
    int width = small(attributes.integer("width", 0));
    int fraction = small(attributes.integer("fraction", 0));
    boolean signed = attributes.integer("signed", 1) != 0;
    List<Integer> multipliers = smalls(attributes, "multipliers");
    List<Integer> shifts = smalls(attributes, "shifts");
    List<Integer> zeroPoints = smalls(attributes, "zero_points");
    int axis = small(attributes.integer("axis", 0));
    Optional<NumberType> real =
        ElementType.ofNumber(small(to))
            .flatMap(ElementType::format)
            .filter(FloatType.class::isInstance);
    if (real.isPresent()) {
      return real;
    }
    try {
      return Optional.of(
          multipliers.isEmpty()
              ? new Fixed(signed, width, fraction)
              : new Affine(signed, width, multipliers, shifts, zeroPoints, axis));
    } catch (IllegalArgumentException e) {
      attributes.refuse("no such number format: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static List<Integer> smalls(Attributes attributes, String name) {
    return attributes.integers(name).orElse(List.of()).stream().map(CinchDomain::small).toList();
  }

  private static int small(long value) {
    return Math.clamp(value, Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
  }

  private static <E extends Enum<E>> E choice(Call call, String name, E otherwise) {
    return named(call.attributes().text(name, otherwise.name()), name, otherwise);
  }

  /** The constant of an enumeration with a name. */
  static <E extends Enum<E>> E named(String stated, String what, E one) {
    E[] all = one.getDeclaringClass().getEnumConstants();
    return Arrays.stream(all)
        .filter(value -> value.name().equals(stated))
        .findFirst()
        .orElseThrow(() ->
            new TypeException(
                what
                    + " = \""
                    + stated
                    + "\" is none of "
                    + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "))));
  }
}
