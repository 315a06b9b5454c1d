// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import static dev.cinch.testbench.differential.OnnxGraph.integer;
import static dev.cinch.testbench.differential.OnnxGraph.integers;
import static dev.cinch.testbench.differential.OnnxGraph.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that move numbers. */
final class Moved {

  private static final List<String> PADDINGS = List.of("constant", "edge", "reflect", "wrap");

  private Moved() {}

  static List<Long> concatenation(Call call) {
    int axis = call.axis(0);
    List<Long> a = new ArrayList<>(call.shape(0));
    List<Long> b = new ArrayList<>(call.shape(1));
    Unfit.unless(a.size() == b.size(), "ranks differ");
    long sum = a.get(axis) + b.get(axis);
    a.set(axis, sum);
    b.set(axis, sum);
    Unfit.unless(a.equals(b), "extents differ");
    call.last("Concat", List.of(integer("axis", axis)), call.in(0), call.in(1));
    return a;
  }

  /** Axes turned round by some places, and perhaps the last two changed. */
  static List<Long> transpose(Call call) {
    int rank = call.rank();
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.rotate(axes, -call.parameter(0));
    if (call.flag(1) && rank >= 2) {
      Collections.swap(axes, rank - 1, rank - 2);
    }
    long[] permutation = axes.stream().mapToLong(Integer::longValue).toArray();
    call.last("Transpose", List.of(integers("perm", permutation)), call.in(0));
    return axes.stream().map(call::dim).toList();
  }

  /** A matrix, an axis more, rows of the first axis, or those as planes. */
  static List<Long> reshape(Call call) {
    int axis = call.axis(0);
    List<Long> shape = call.shape(0);
    long before = Call.size(shape.subList(0, axis));
    long behind = Call.size(shape.subList(axis, shape.size()));
    long rows = Call.size(shape.subList(1, shape.size()));
    List<Long> result =
        switch (call.parameter(1)) {
          case 0 -> List.of(before, behind);
          case 1 -> {
            List<Long> more = new ArrayList<>(shape);
            more.add(axis, 1L);
            yield more;
          }
          case 2 -> List.of(shape.getFirst(), 1L, rows);
          default ->
              List.of(
                  shape.getFirst(), 1L, rows % 3 == 0 ? rows / 3 : rows, rows % 3 == 0 ? 3L : 1L);
        };
    Unfit.unless(result.size() <= 5, "too many axes");
    long[] extents = result.stream().mapToLong(Long::longValue).toArray();
    call.last("Reshape", List.of(integer("allowzero", 1)), call.in(0), call.integers(extents));
    return result;
  }

  static List<Long> pad(Call call) {
    int axis = call.axis(0);
    int rank = call.rank();
    long begin = call.parameter(1);
    long end = call.parameter(2);
    String mode = PADDINGS.get(call.parameter(3));
    Unfit.unless(call.parameter(3) == 0 || call.dim(axis) > Math.max(begin, end), "too narrow");
    long[] pads = new long[2 * rank];
    pads[axis] = begin;
    pads[rank + axis] = end;
    call.last("Pad", List.of(text("mode", mode)), call.in(0), call.integers(pads));
    List<Long> result = new ArrayList<>(call.shape(0));
    result.set(axis, begin + call.dim(axis) + end);
    return result;
  }

  /** From some place on, with steps, forwards or backwards. */
  static List<Long> slice(Call call) {
    int axis = call.axis(0);
    long extent = call.dim(axis);
    long start = call.parameter(1);
    long end = extent - call.parameter(2);
    long step = 1L + call.parameter(3);
    Unfit.unless(start < end, "nothing left");
    boolean back = call.flag(4);
    call.last(
        "Slice",
        List.of(),
        call.in(0),
        call.integers(back ? end - 1 : start),
        call.integers(back ? start - 1 - extent : end),
        call.integers(axis),
        call.integers(back ? -step : step));
    List<Long> result = new ArrayList<>(call.shape(0));
    result.set(axis, Math.ceilDiv(end - start, step));
    return result;
  }

  /** Some along an axis, of which every other is counted from the end. */
  static List<Long> gather(Call call) {
    int axis = call.axis(0);
    long extent = call.dim(axis);
    Unfit.unless(extent > 0, "nothing there");
    long[] indices = new long[1 + call.parameter(1)];
    Arrays.setAll(indices, i -> i % 2 == 0 ? i * 7L % extent : -1 - i * 5L % extent);
    call.last("Gather", List.of(integer("axis", axis)), call.in(0), call.integers(indices));
    List<Long> result = new ArrayList<>(call.shape(0));
    result.set(axis, (long) indices.length);
    return result;
  }

  static List<Long> tile(Call call) {
    int axis = call.axis(0);
    long[] repeats = new long[call.rank()];
    Arrays.fill(repeats, 1);
    repeats[axis] = 1L + call.parameter(1);
    call.last("Tile", List.of(), call.in(0), call.integers(repeats));
    List<Long> result = new ArrayList<>(call.shape(0));
    result.set(axis, repeats[axis] * call.dim(axis));
    return result;
  }

  /** Repeated along a new first axis. */
  static List<Long> expand(Call call) {
    Unfit.unless(call.rank() < 5, "too many axes");
    List<Long> result = new ArrayList<>(call.shape(0));
    result.addFirst(1L + call.parameter(0));
    long[] extents = result.stream().mapToLong(Long::longValue).toArray();
    call.last("Expand", List.of(), call.in(0), call.integers(extents));
    return result;
  }
}
