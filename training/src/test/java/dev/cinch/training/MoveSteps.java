// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps that move numbers; each takes a tensor of [2, 3, 2]. */
final class MoveSteps {

  private final Map<String, Steps.Step> all = new LinkedHashMap<>();

  private MoveSteps() {}

  static Map<String, Steps.Step> all() {
    MoveSteps steps = new MoveSteps();
    steps.shapes();
    steps.parts();
    steps.gathers();
    steps.scatters();
    return steps.all;
  }

  private void shapes() {
    all.put("reshape", (net, x) -> net.add(new Reshape(Shape.of(6, 2)), x));
    all.put("reshape to one axis", (net, x) -> net.add(new Reshape(Shape.of(12)), x));
    all.put("transpose", (net, x) -> net.add(new Transpose(List.of(2, 0, 1)), x));
    all.put(
        "expand",
        (net, x) ->
            net.add(
                new Expand(Shape.of(2, 2, 3, 2)), net.add(new Reshape(Shape.of(2, 1, 3, 2)), x)));
    all.put("expand in front", (net, x) -> net.add(new Expand(Shape.of(4, 2, 3, 2)), x));
    for (int axis = 0; axis < 3; axis++) {
      Concat op = new Concat(axis);
      all.put("concat " + axis, (net, x) -> net.add(op, net.numbers("c", 2, 3, 2), x, x));
    }
    all.put(
        "truth",
        (net, x) -> {
          Value is =
              net.add(
                  new Unary(UnaryFunction.IS_INF, List.of(1f, 1f)),
                  net.add(new Reshape(Shape.of(12)), x));
          Value moved = net.add(new Concat(0), is, is);
          Value padded =
              net.add(
                  new Pad(Pad.Mode.EDGE, List.of(0L), List.of(1L)),
                  net.add(new Slice(List.of(11L), List.of(-1L), Shape.of(3)), moved));
          return net.add(new Multiply(), net.hidden(4), Steps.cast(net, padded));
        });
  }

  private void parts() {
    all.put(
        "slice",
        (net, x) ->
            net.add(new Slice(List.of(0L, 0L, 1L), List.of(1L, 2L, 1L), Shape.of(2, 2, 1)), x));
    all.put(
        "slice back",
        (net, x) ->
            net.add(new Slice(List.of(1L, 2L, 1L), List.of(-1L, -2L, -1L), Shape.of(2, 2, 1)), x));
    all.put(
        "slice in place",
        (net, x) ->
            net.add(new Slice(List.of(1L, 2L, 1L), List.of(0L, 0L, 1L), Shape.of(3, 2, 1)), x));
    for (Pad.Mode mode : Pad.Mode.values()) {
      Pad op = new Pad(mode, List.of(1L, 0L, 3L), List.of(0L, 4L, 2L));
      all.put(
          "pad " + mode,
          (net, x) -> mode == Pad.Mode.CONSTANT ? net.add(op, x, net.scalar(0.3)) : net.add(op, x));
    }
    Pad op = new Pad(Pad.Mode.CONSTANT, List.of(1L, 0L, 3L), List.of(0L, 4L, 2L));
    all.put("pad with computed", (net, x) -> net.add(op, x, net.hidden(1, 1)));
  }

  /** Indices from 0 to 2 that depend on the input. */
  private static Value computed(Sketch net, long... dims) {
    Value scaled = net.add(new Multiply(), net.hidden(dims), net.scalar(2.9));
    Value size = net.add(Unary.of(UnaryFunction.ABS), scaled);
    return net.add(new Cast(Fixed.INT64, Rounding.FLOOR, Overflow.SATURATE), size);
  }

  private void gathers() {
    all.put(
        "gather", (net, x) -> net.add(new Gather(1), x, net.integers(Shape.of(2, 2), 0, -1, 2, 2)));
    all.put("gather one", (net, x) -> net.add(new Gather(0), x, net.integers(Shape.of(), 1)));
    all.put("gather computed", (net, x) -> net.add(new Gather(1), x, computed(net, 2, 2)));
    all.put(
        "gather from a table",
        (net, x) ->
            net.add(
                new Multiply(),
                net.add(new Reshape(Shape.of(2, 3, 2)), x),
                net.add(new Gather(1), net.numbers("table", 2, 3, 2), computed(net, 3))));
    all.put(
        "gather elements",
        (net, x) ->
            net.add(
                new GatherElements(1),
                x,
                net.integers(Shape.of(1, 4, 2), 0, 1, -1, 2, 0, 0, -3, 1)));
    all.put(
        "gather elements computed",
        (net, x) -> net.add(new GatherElements(1), x, computed(net, 2, 2, 1)));
    all.put(
        "gather tuples",
        (net, x) -> net.add(new GatherNd(0), x, net.integers(Shape.of(3, 2), 0, 1, -1, 2, 1, 0)));
    all.put(
        "gather tuples behind",
        (net, x) -> net.add(new GatherNd(1), x, net.integers(Shape.of(2, 2, 1), 0, 2, -1, 1)));
    all.put(
        "gather tuples computed", (net, x) -> net.add(new GatherNd(1), x, computed(net, 2, 3, 1)));
  }

  private void scatters() {
    for (Collision collision : Collision.values()) {
      ScatterElements single = new ScatterElements(1, collision);
      all.put(
          "scatter " + collision,
          (net, x) -> {
            Value at = net.integers(Shape.of(2, 4, 1), 0, 2, 0, -1, 1, 1, 1, 0);
            return net.add(single, x, at, net.hidden(2, 4, 1));
          });
      all.put(
          "scatter computed " + collision,
          (net, x) ->
              net.add(
                  single,
                  net.numbers("c", 2, 3, 2),
                  computed(net, 2, 3, 1),
                  net.add(new Reshape(Shape.of(2, 3, 1)), net.hidden(6))));
      ScatterNd tuples = new ScatterNd(collision);
      all.put(
          "scatter tuples " + collision,
          (net, x) -> {
            Value at = net.integers(Shape.of(3, 2), 0, 2, 1, 1, 0, -1);
            return net.add(tuples, x, at, net.hidden(3, 2));
          });
    }
  }
}
