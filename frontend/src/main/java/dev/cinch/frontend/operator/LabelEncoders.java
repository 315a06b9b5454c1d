// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** LabelEncoder of {@code ai.onnx.ml} between numbers; strings are refused. */
final class LabelEncoders {

  private static final List<String> STRINGS =
      List.of("classes_strings", "keys_strings", "values_strings");

  private static final List<String> OTHERS =
      List.of(
          "default_float",
          "default_int64",
          "default_string",
          "default_tensor",
          "keys_floats",
          "keys_int64s",
          "keys_tensor",
          "values_floats",
          "values_int64s",
          "values_tensor");

  private LabelEncoders() {}

  /** LabelEncoder, versions 2 to 4: the value that stands with each number among the keys. */
  static Operand read(Call call) {
    Attributes attributes = call.attributes();
    if (STRINGS.stream().anyMatch(attributes::has)) {
      // The reason is the strings alone: whatever else stands there is not to blame.
      OTHERS.forEach(attributes::ignore);
      STRINGS.forEach(attributes::ignore);
      throw new Refusal("onnx.tensor.type", "strings are not supported", "");
    }
    attributes.ignore("default_string");
    Tensor keys = list(call, "keys");
    Tensor values = list(call, "values");
    Tensor otherwise = otherwise(call, values);
    if (keys.size() != values.size() || keys.size() == 0 || otherwise.size() != 1) {
      throw new Refusal(
          "onnx.attribute.unsupported", keys.size() + " keys for " + values.size() + " values", "");
    }
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    Value labels = out.reshape(x, shape.size(), 1);
    Value known = out.constant(keys.reshaped(Shape.of(keys.size())));
    Value equal = out.binary(BinaryFunction.EQUAL, labels, known);
    if (keys.type().isFloat()) {
      Value bothNone =
          out.binary(
              BinaryFunction.AND,
              out.unary(UnaryFunction.IS_NAN, labels),
              out.unary(UnaryFunction.IS_NAN, known));
      equal = out.binary(BinaryFunction.OR, equal, bothNone);
    }
    Value hit = out.cast(equal, Fixed.INT64);
    Value place = call.step("place", new ArgExtreme(true, 1, false), hit);
    Value flat = out.constant(values.reshaped(Shape.of(values.size())));
    Value found = call.step("found", new Gather(0), flat, place);
    Value some =
        out.binary(
            BinaryFunction.EQUAL,
            out.aggregate(Aggregation.MAX, hit, List.of(1)),
            out.scalar(1, hit));
    Value result = out.select(some, found, out.constant(otherwise.reshaped(Shape.of())));
    return out.give(out.reshape(result, shape));
  }

  /** Keys or values in whichever form the node has them. */
  private static Tensor list(Call call, String name) {
    Attributes attributes = call.attributes();
    Optional<List<Float>> reals = attributes.reals(name + "_floats");
    if (reals.isPresent()) {
      return Tables.reals(
          FloatType.F32, Shape.of(reals.get().size()), i -> reals.get().get((int) i));
    }
    Optional<List<Long>> integers = attributes.integers(name + "_int64s");
    if (integers.isPresent()) {
      return Tables.integers(Shape.of(integers.get().size()), i -> integers.get().get((int) i));
    }
    return attributes
        .tensor(name + "_tensor")
        .map(tensor ->
            call.readable(call.scope().stored(call.name(), tensor, call.origin())).decode())
        .orElseThrow(() ->
            new Refusal(
                "onnx.attribute.unsupported", "it has no " + name + " that are numbers", ""));
  }

  /** The value of numbers that are not among the keys. */
  private static Tensor otherwise(Call call, Tensor values) {
    Attributes attributes = call.attributes();
    float real = attributes.real("default_float", -0f);
    long integer = attributes.integer("default_int64", -1);
    Optional<Tensor> stated =
        attributes
            .tensor("default_tensor")
            .map(tensor ->
                call.readable(call.scope().stored(call.name(), tensor, call.origin())).decode());
    Shape one = Shape.of(1);
    return stated.orElseGet(() ->
        values.type().isFloat()
            ? Tables.reals(values.type().number(), one, _ -> real)
            : Tables.integers(values.type().fixed(), one, _ -> integer));
  }
}
