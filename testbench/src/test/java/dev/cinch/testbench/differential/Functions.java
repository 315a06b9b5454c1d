// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import static dev.cinch.testbench.differential.OnnxGraph.integer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Element-wise operators, and those along axes. */
final class Functions {

  private Functions() {}

  static List<Long> unary(Call call, String op) {
    call.last(op, List.of(), call.in(0));
    return call.shape(0);
  }

  static List<Long> alongAxis(Call call, String op) {
    call.last(op, List.of(integer("axis", call.axis(0))), call.in(0));
    return call.shape(0);
  }

  /** Between a lower limit, an upper limit, or both. */
  static List<Long> clip(Call call) {
    String low = call.scalar(new float[] {0, -0.5f, 0.25f}[call.parameter(1)]);
    String high = call.scalar(new float[] {6, 0.75f, 0.25f}[call.parameter(1)]);
    switch (call.parameter(0)) {
      case 0 -> call.last("Clip", List.of(), call.in(0), low, high);
      case 1 -> call.last("Clip", List.of(), call.in(0), low);
      default -> call.last("Clip", List.of(), call.in(0), "", high);
    }
    return call.shape(0);
  }

  static List<Long> binary(Call call, String op) {
    List<Long> result = broadcast(call);
    call.last(op, List.of(), call.in(0), call.in(1));
    return result;
  }

  private static List<Long> broadcast(Call call) {
    List<Long> a = call.shape(0);
    List<Long> b = call.shape(1);
    int rank = Math.max(a.size(), b.size());
    List<Long> result = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      long left = axis < rank - a.size() ? 1 : a.get(axis - rank + a.size());
      long right = axis < rank - b.size() ? 1 : b.get(axis - rank + b.size());
      Unfit.unless(left == right || left == 1 || right == 1, "shapes do not broadcast");
      result.add(left == 1 ? right : left);
    }
    return result;
  }

  /** With one number, one for each channel, one for each number; or that first. */
  static List<Long> withConstant(Call call, String op) {
    int rank = call.rank();
    long[] extents = new long[0];
    if (call.parameter(0) == 1) {
      Unfit.unless(rank >= 2, "no channels");
      extents = new long[rank - 1];
      Arrays.fill(extents, 1);
      extents[0] = call.dim(1);
    } else if (call.parameter(0) >= 2) {
      extents = call.shape(0).stream().mapToLong(Long::longValue).toArray();
    }
    String constant = call.constant(1, extents);
    boolean first = call.parameter(0) == 3;
    call.last(op, List.of(), first ? constant : call.in(0), first ? call.in(0) : constant);
    return call.shape(0);
  }

  private static final List<String> COMPARISONS =
      List.of("Less", "Greater", "Equal", "LessOrEqual", "GreaterOrEqual");

  static List<Long> where(Call call) {
    List<Long> result = broadcast(call);
    String op = COMPARISONS.get(call.parameter(0));
    String condition = call.inner(op, List.of(), call.in(0), call.in(1));
    call.last("Where", List.of(), condition, call.in(1), call.in(0));
    return result;
  }

  static List<Long> compare(Call call) {
    List<Long> result = broadcast(call);
    String op = COMPARISONS.get(call.parameter(0));
    String truth = call.inner(op, List.of(), call.in(0), call.in(1));
    call.last("Cast", List.of(integer("to", OnnxGraph.FLOAT)), truth);
    return result;
  }

  /** Along an axis or along all, which stay as 1 or go. */
  static List<Long> reduce(Call call, String op) {
    int axis = call.axis(0);
    boolean all = call.flag(2);
    boolean kept = !call.flag(1);
    List<Long> result = new ArrayList<>();
    for (int i = 0; i < call.rank(); i++) {
      boolean reduced = all || i == axis;
      Unfit.unless(!reduced || call.dim(i) > 0, "nothing to reduce");
      if (!reduced) {
        result.add(call.dim(i));
      } else if (kept) {
        result.add(1L);
      }
    }
    long[] axes = all ? LongStream.range(0, call.rank()).toArray() : new long[] {axis};
    call.last(op, List.of(integer("keepdims", kept ? 1 : 0)), call.in(0), call.integers(axes));
    return result;
  }

  static List<Long> argMax(Call call) {
    int axis = call.axis(0);
    Unfit.unless(call.dim(axis) > 0, "nothing to choose from");
    String index =
        call.inner(
            "ArgMax",
            List.of(
                integer("axis", axis),
                integer("keepdims", 1),
                integer("select_last_index", call.parameter(1))),
            call.in(0));
    call.last("Cast", List.of(integer("to", OnnxGraph.FLOAT)), index);
    List<Long> result = new ArrayList<>(call.shape(0));
    result.set(axis, 1L);
    return result;
  }

  static List<Long> cumulativeSum(Call call) {
    call.last(
        "CumSum",
        List.of(integer("exclusive", call.parameter(1)), integer("reverse", call.parameter(2))),
        call.in(0),
        call.integers(call.axis(0)));
    return call.shape(0);
  }

  /** To 8 bits and back. */
  static List<Long> quantize(Call call) {
    String scale = call.scalar(new float[] {1, 0.05f, 0.0625f}[call.parameter(0)]);
    String codes = call.inner("QuantizeLinear", List.of(), call.in(0), scale);
    call.last("DequantizeLinear", List.of(), codes, scale);
    return call.shape(0);
  }
}
