// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.TopK;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Operators of domain {@code dev.cinch} that are the graph's own, attribute by attribute. {@code
 * dev.cinch.ir.text.GraphPrinter} writes them.
 */
final class CinchOps {

  private CinchOps() {}

  static Operand accumulate(Call call) {
    Attributes a = call.attributes();
    return give(
        call,
        new Accumulate(
            choice(call, "by", Aggregation.SUM),
            small(a.integer("axis", 0)),
            a.flag("exclusive"),
            a.flag("reverse")));
  }

  static Operand aggregate(Call call) {
    List<Integer> axes =
        call.attributes().integers("axes").orElse(List.of()).stream().map(CinchOps::small).toList();
    return give(call, new Aggregate(choice(call, "by", Aggregation.SUM), axes));
  }

  static Operand argExtreme(Call call) {
    Attributes a = call.attributes();
    return give(
        call, new ArgExtreme(a.flag("greatest"), small(a.integer("axis", 0)), a.flag("last")));
  }

  static Operand binary(Call call) {
    return give(call, new Binary(choice(call, "function", BinaryFunction.ADD)));
  }

  static Operand expand(Call call) {
    return give(call, new Expand(Shape.of(longs(call, "shape"))));
  }

  static Operand pad(Call call) {
    return give(
        call,
        new Pad(
            choice(call, "mode", Pad.Mode.CONSTANT), longs(call, "begins"), longs(call, "ends")));
  }

  static Operand slice(Call call) {
    return give(
        call,
        new Slice(longs(call, "starts"), longs(call, "steps"), Shape.of(longs(call, "shape"))));
  }

  static Operand topK(Call call) {
    Attributes a = call.attributes();
    return give(
        call,
        new TopK(
            small(a.integer("axis", 0)),
            a.integer("count", 0),
            a.flag("greatest"),
            a.flag("places")));
  }

  static Operand unary(Call call) {
    return give(call, Unary.of(choice(call, "function", UnaryFunction.ABS)));
  }

  static Operand recurrence(Call call) {
    Attributes a = call.attributes();
    Recurrence.Cell cell = choice(call, "cell", Recurrence.Cell.LSTM);
    List<String> kinds = a.texts("activations");
    List<Float> alphas = a.reals("alphas").orElse(List.of());
    List<Float> betas = a.reals("betas").orElse(List.of());
    if (alphas.size() != kinds.size() || betas.size() != kinds.size()) {
      throw new Refusal(
          "onnx.attribute.unsupported", "as many alphas and betas as activations are needed", "");
    }
    List<Activation> activations = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Activation.Kind kind = CinchDomain.named(kinds.get(i), "activation", Activation.Kind.RELU);
      activations.add(new Activation(kind, alphas.get(i), betas.get(i)));
    }
    float clip = a.real("clip", 0);
    return give(
        call, new Recurrence(cell, a.flag("reverse"), activations, clip, a.flag("variant")));
  }

  private static Operand give(Call call, Op op) {
    return call.give(
        op, IntStream.range(0, call.operands()).mapToObj(call::in).toArray(Value[]::new));
  }

  private static List<Long> longs(Call call, String name) {
    return call.attributes().integers(name).orElse(List.of());
  }

  private static int small(long value) {
    return Math.clamp(value, Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
  }

  private static <E extends Enum<E>> E choice(Call call, String name, E otherwise) {
    return CinchDomain.named(call.attributes().text(name, otherwise.name()), name, otherwise);
  }
}
