// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The places of the greatest numbers of windows, and the way back to them. */
final class Maxima {

  private Maxima() {}

  /**
   * MaxPool's second result: the flat index in the whole input of the greatest number of each
   * window, of equals the first.
   *
   * @param columns whether the spatial axes count in column-major order
   */
  static Operand places(Call call, Window window, boolean columns) {
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    WindowTable table = new WindowTable(window, shape);
    long taps = window.taps();
    long[] seen = seen(table, taps);
    Shape windows = Shape.of(table.windows(), taps);
    Value planes = out.reshape(x, shape.dim(0), shape.dim(1), table.plane());
    Value numbers =
        call.step(
            "windows",
            new Gather(2),
            planes,
            out.constant(Tables.integers(windows, i -> seen[(int) i])));
    Value best = call.step("best", new ArgExtreme(true, 3, false), numbers);
    Value tap = out.reshape(best, shape.dim(0), shape.dim(1), table.windows());
    Value first = out.constant(Tables.integers(Shape.of(table.windows()), i -> i * taps));
    Tensor named =
        Tables.integers(
            Shape.of(windows.size()),
            i -> columns ? columnMajor(seen[(int) i], shape) : seen[(int) i]);
    Value place = call.step("place", new Gather(0), out.constant(named), out.add(tap, first));
    Value start =
        out.constant(
            Tables.integers(Shape.of(shape.dim(0), shape.dim(1), 1), i -> i * table.plane()));
    return Expansion.part(out.reshape(out.add(place, start), window.slide(shape, shape.dim(1))));
  }

  /** What each tap sees; on padding what the first tap on a number sees, which changes nothing. */
  private static long[] seen(WindowTable table, long taps) {
    Tables.requireModest(Math.multiplyExact(table.windows(), taps));
    long[] seen = new long[Math.toIntExact(table.windows() * taps)];
    for (int place = 0; place < table.windows(); place++) {
      long first = 0;
      while (first < taps - 1 && table.at(place, first) < 0) {
        first++;
      }
      for (int tap = 0; tap < taps; tap++) {
        long at = table.at(place, tap);
        seen[(int) (place * taps + tap)] = at < 0 ? table.at(place, first) : at;
      }
    }
    return seen;
  }

  private static long columnMajor(long flat, Shape x) {
    long[] strides = x.strides();
    long result = 0;
    long stride = 1;
    for (int axis = 2; axis < x.rank(); axis++) {
      result += flat / strides[axis] % x.dim(axis) * stride;
      stride *= x.dim(axis);
    }
    return result;
  }

  /** MaxUnpool: zeros with each number at the place that MaxPool gave for it. */
  static Operand unpool(Call call) {
    Attributes attributes = call.attributes();
    List<Long> kernel = attributes.integers("kernel_shape").orElse(List.of());
    int axes = kernel.size();
    List<Long> strides = attributes.integers("strides").orElse(Collections.nCopies(axes, 1L));
    List<Long> pads = attributes.integers("pads").orElse(Collections.nCopies(2 * axes, 0L));
    Value x = call.in(0);
    Shape shape = call.shape(0);
    if (axes != shape.rank() - 2 || strides.size() != axes || pads.size() != 2 * axes) {
      throw new TypeException("a kernel of " + kernel + " for [" + shape + "]");
    }
    List<Long> dims = new ArrayList<>(List.of(shape.dim(0), shape.dim(1)));
    for (int axis = 0; axis < axes; axis++) {
      long reach = (shape.dim(axis + 2) - 1) * strides.get(axis) + kernel.get(axis);
      dims.add(reach - pads.get(axis) - pads.get(axis + axes));
    }
    Shape pooled = Shape.of(dims);
    Shape wanted = call.has(2) ? Shape.of(call.integers(2, "the output shape")) : pooled;
    Expansion out = new Expansion(call);
    Value zeros = out.expand(out.scalar(0, x), Shape.of(pooled.size()));
    Value numbers = out.reshape(x, shape.size());
    Value places = out.reshape(call.in(1), shape.size());
    Value put = call.step("put", new ScatterElements(0, Collision.NONE), zeros, places, numbers);
    return out.give(fitted(out, out.reshape(put, pooled), wanted));
  }

  /** Cut or filled up with zeros at the end of each axis. */
  private static Value fitted(Expansion out, Value x, Shape wanted) {
    Shape shape = out.shape(x);
    if (wanted.rank() != shape.rank()) {
      throw new TypeException("an output shape [" + wanted + "] for [" + shape + "]");
    }
    Value result = x;
    List<Long> ends = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      long least = Math.min(shape.dim(axis), wanted.dim(axis));
      result = out.slice(result, axis, 0, least);
      ends.add(wanted.dim(axis) - least);
    }
    return ends.stream().allMatch(end -> end == 0) ? result : out.padded(result, ends);
  }
}
