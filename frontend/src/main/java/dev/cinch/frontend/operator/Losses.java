// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Losses of classification, as training graphs have them. */
final class Losses {

  private Losses() {}

  /** NegativeLogLikelihoodLoss: less the logarithm that each label has, weighted by its class. */
  static Operand likelihood(Call call) {
    String reduction = reduction(call);
    Optional<Long> ignored = ignored(call);
    Expansion out = new Expansion(call);
    return out.give(loss(call, out, call.in(0), reduction, ignored));
  }

  /**
   * SoftmaxCrossEntropyLoss: the same of the logarithm of a softmax, which is its second result.
   */
  static Operand crossEntropy(Call call) {
    String reduction = reduction(call);
    Optional<Long> ignored = ignored(call);
    Expansion out = new Expansion(call);
    Value logarithms = Statistics.logarithm(out, call.in(0), 1);
    Value loss = loss(call, out, logarithms, reduction, ignored);
    return Operand.Several.of(out.give(loss), Expansion.part(logarithms));
  }

  private static String reduction(Call call) {
    String reduction = call.attributes().text("reduction", "mean");
    if (!List.of("mean", "sum", "none").contains(reduction)) {
      call.attributes().refuse("reduction = \"" + reduction + "\" is not mean, sum or none");
    }
    return reduction;
  }

  private static Optional<Long> ignored(Call call) {
    boolean stated = call.attributes().has("ignore_index");
    long index = call.attributes().integer("ignore_index", 0);
    return stated ? Optional.of(index) : Optional.empty();
  }

  private static Value loss(
      Call call, Expansion out, Value logarithms, String reduction, Optional<Long> ignored) {
    Shape scores = out.shape(logarithms);
    Value labels = out.cast(call.in(1), Fixed.INT64);
    if (scores.rank() != out.rank(labels) + 1 || scores.rank() < 2) {
      throw new TypeException("labels of [" + out.shape(labels) + "] for [" + scores + "]");
    }
    List<Long> dims = new ArrayList<>(LongStream.of(scores.dims()).boxed().toList());
    dims.set(1, 1L);
    Value column = out.reshape(labels, Shape.of(dims));
    Optional<Value> skipped =
        ignored.map(
            index -> out.binary(BinaryFunction.EQUAL, column, out.scalar((double) index, column)));
    Value places = skipped.map(it -> out.select(it, out.scalar(0, column), column)).orElse(column);
    Value chosen = call.step("chosen", new GatherElements(1), logarithms, places);
    Value weights =
        call.has(2)
            ? call.step("weights", new Gather(0), call.in(2), places)
            : out.expand(out.scalar(1, logarithms), out.shape(places));
    Value counted =
        skipped.map(it -> out.select(it, out.scalar(0, weights), weights)).orElse(weights);
    Value losses = out.mul(out.unary(UnaryFunction.NEG, chosen), counted);
    Value each = out.reshape(losses, out.shape(labels));
    List<Integer> all = Expansion.axes(0, out.rank(each));
    return switch (reduction) {
      case "none" -> each;
      case "sum" -> out.reshape(out.sum(each, all), Shape.of());
      default -> {
        Value total = out.reshape(out.sum(each, all), Shape.of());
        Value count =
            out.reshape(out.sum(counted, Expansion.axes(0, out.rank(counted))), Shape.of());
        yield out.div(total, count);
      }
    };
  }
}
