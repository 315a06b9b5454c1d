// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.TopK;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Operators that make few numbers of many. */
final class Reductions {

  private static final long SORTED_BY_ATTRIBUTES = 11;

  private Reductions() {}

  /** ReduceSum and its kin: axes are an attribute, or since operator set 13 or 18 an operand. */
  static OnnxOp.Reader aggregate(Aggregation by) {
    return call -> {
      boolean keep = call.attributes().integer("keepdims", 1) != 0;
      boolean noneMeansNone = call.attributes().flag("noop_with_empty_axes");
      List<Long> stated = call.attributes().integers("axes").orElse(List.of());
      List<Long> axes = call.has(1) ? call.integers(1, "the list of axes") : stated;
      Value x = call.in(0);
      int rank = call.shape(0).rank();
      List<Integer> along =
          axes.isEmpty() && !noneMeansNone
              ? Expansion.axes(0, rank)
              : axes.stream().map(axis -> Axes.within(axis, rank, false)).toList();
      return without(call, along, keep, new Aggregate(by, along), x);
    };
  }

  private static Operand without(
      Call call, List<Integer> axes, boolean keep, dev.cinch.ir.op.Op op, Value x) {
    if (keep || axes.isEmpty()) {
      return call.give(op, x);
    }
    Value kept = call.step("kept", op, x);
    Shape shape = call.scope().type(kept).shape();
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(shape.dim(axis));
      }
    }
    return call.give(new Reshape(Shape.of(dims)), kept);
  }

  /** ArgMax and ArgMin. */
  static OnnxOp.Reader extreme(boolean greatest) {
    return call -> {
      boolean keep = call.attributes().integer("keepdims", 1) != 0;
      boolean last = call.attributes().flag("select_last_index");
      long stated = call.attributes().integer("axis", 0);
      int axis = Axes.within(stated, call.shape(0).rank(), false);
      ArgExtreme op = new ArgExtreme(greatest, axis, last);
      return without(call, List.of(axis), keep, op, call.in(0));
    };
  }

  /** CumSum and CumProd. */
  static OnnxOp.Reader accumulate(Aggregation by) {
    return call -> {
      boolean exclusive = call.attributes().flag("exclusive");
      boolean reverse = call.attributes().flag("reverse");
      List<Long> stated = call.integers(1, "the axis");
      if (stated.size() != 1) {
        throw new Refusal("onnx.operand.type", "the axis is " + stated.size() + " numbers", "");
      }
      int axis = Axes.within(stated.getFirst(), call.shape(0).rank(), false);
      return call.give(new Accumulate(by, axis, exclusive, reverse), call.in(0));
    };
  }

  /** TopK: two results; k is an attribute before operator set 10, then an operand. */
  static Operand topK(Call call) {
    long axisStated = call.attributes().integer("axis", -1);
    boolean greatest = call.attributes().integer("largest", 1) != 0;
    call.attributes().ignore("sorted");
    long stated = call.attributes().integer("k", 0);
    long count = call.has(1) ? call.integer(1, "k") : stated;
    if (call.opset() < SORTED_BY_ATTRIBUTES) {
      greatest = true;
    }
    int axis = Axes.within(axisStated, call.shape(0).rank(), false);
    Value x = call.in(0);
    Value values = call.step("values", new TopK(axis, count, greatest, false), x);
    Value places = call.step("places", new TopK(axis, count, greatest, true), x);
    return Operand.Several.of(Expansion.part(values), Expansion.part(places));
  }
}
