// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * ConvTranspose as an ordinary convolution: the input with {@code stride - 1} zeros behind each
 * number, padded by what the kernel reaches less the stated padding, under the mirrored kernel
 * (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", chapter 4).
 */
final class TransposedConvolutions {

  private final Call call;
  private final Expansion out;
  private final long groups;
  private final List<Long> strides;
  private final Window kernel;
  private final List<Long> before = new ArrayList<>();
  private final List<Long> after = new ArrayList<>();

  private TransposedConvolutions(Call call) {
    this.call = call;
    this.out = new Expansion(call);
    Windows windows = Windows.of(call);
    groups = call.attributes().integer("group", 1);
    Optional<List<Long>> more = call.attributes().integers("output_padding");
    Optional<List<Long>> wanted = call.attributes().integers("output_shape");
    Shape x = call.shape(0);
    Shape w = call.shape(1);
    int axes = x.rank() - 2;
    if (axes < 1 || w.rank() != x.rank() || groups < 1 || x.dim(1) != w.dim(0)) {
      throw new TypeException("weights [" + w + "] in " + groups + " groups on [" + x + "]");
    }
    if (w.dim(0) % groups != 0) {
      throw new TypeException(w.dim(0) + " channels do not fall into " + groups + " groups");
    }
    List<Long> taps = LongStream.of(w.dims()).skip(2).boxed().toList();
    if (!windows.kernel().orElse(taps).equals(taps)) {
      throw new TypeException("kernel_shape " + windows.kernel() + " for weights [" + w + "]");
    }
    List<Long> ones = Collections.nCopies(axes, 1L);
    List<Long> zeros = Collections.nCopies(axes, 0L);
    strides = windows.strides().orElse(ones);
    kernel = new Window(taps, strides, windows.dilations().orElse(ones), zeros, zeros);
    for (int axis = 0; axis < axes; axis++) {
      place(axis, x.dim(axis + 2), windows, more.orElse(zeros), wanted.map(s -> last(s, axes)));
    }
  }

  /** Exporters write the spatial extents only, or all. */
  private static List<Long> last(List<Long> stated, int axes) {
    if (stated.size() != axes && stated.size() != axes + 2) {
      throw new TypeException("output_shape " + stated + " for " + axes + " spatial axes");
    }
    return stated.subList(stated.size() - axes, stated.size());
  }

  /** Works out how many zeros stand before and behind the spread input along an axis. */
  private void place(
      int axis, long extent, Windows windows, List<Long> more, Optional<List<Long>> wanted) {
    int axes = kernel.axes();
    if (more.size() != axes) {
      throw new TypeException(more.size() + " output_padding for " + axes + " spatial axes");
    }
    long stride = strides.get(axis);
    long whole = stride * (extent - 1) + more.get(axis) + kernel.reach(axis);
    boolean same = windows.autoPad().startsWith("SAME");
    long begin;
    long end;
    if (wanted.isPresent() || same) {
      long result = wanted.map(sizes -> sizes.get(axis)).orElse(extent * stride);
      long cut = whole - result;
      long lesser = Math.floorDiv(cut, 2);
      // Where the result is longer than all that the kernel reaches, zeros come behind.
      begin = Math.max(0, windows.autoPad().equals("SAME_UPPER") ? lesser : cut - lesser);
      end = cut - begin;
    } else {
      List<Long> pads = windows.pads().orElse(Collections.nCopies(2 * axes, 0L));
      if (pads.size() != 2 * axes) {
        throw new TypeException(pads.size() + " pads for " + axes + " spatial axes");
      }
      boolean stated = windows.autoPad().equals("NOTSET");
      begin = stated ? pads.get(axis) : 0;
      end = stated ? pads.get(axis + axes) : 0;
    }
    before.add(kernel.reach(axis) - 1 - begin);
    after.add(kernel.reach(axis) - stride - end + more.get(axis));
  }

  /** ConvTranspose, operator sets 1 to 22. */
  static Operand read(Call call) {
    return new TransposedConvolutions(call).give();
  }

  private Operand give() {
    Value x = call.in(0);
    Arithmetic.requireFloats(call, x);
    Value spread = cropped(spread(x));
    List<Long> ones = Collections.nCopies(kernel.axes(), 1L);
    Window window =
        new Window(kernel.kernel(), ones, kernel.dilations(), padding(before), padding(after));
    Conv conv = new Conv(window, groups);
    Value w = Prepared.operand(call, 1, mirroring());
    return call.has(2) ? call.give(conv, spread, w, call.in(2)) : call.give(conv, spread, w);
  }

  private static List<Long> padding(List<Long> zeros) {
    return zeros.stream().map(count -> Math.max(0, count)).toList();
  }

  /** Zeros behind each number, as many as the stride is greater than 1. */
  private Value spread(Value x) {
    if (strides.stream().allMatch(stride -> stride == 1)) {
      return x;
    }
    Shape shape = out.shape(x);
    List<Long> apart = new ArrayList<>(List.of(shape.dim(0), shape.dim(1)));
    List<Long> ends = new ArrayList<>(List.of(0L, 0L));
    List<Long> together = new ArrayList<>(apart);
    for (int axis = 0; axis < kernel.axes(); axis++) {
      long extent = shape.dim(axis + 2);
      apart.addAll(List.of(extent, 1L));
      ends.addAll(List.of(0L, strides.get(axis) - 1));
      together.add(extent * strides.get(axis));
    }
    Value single = out.reshape(x, Shape.of(apart));
    return out.reshape(out.padded(single, ends), Shape.of(together));
  }

  /** Without what padding wider than the kernel cuts off. */
  private Value cropped(Value x) {
    Value result = x;
    for (int axis = 0; axis < kernel.axes(); axis++) {
      long from = Math.max(0, -before.get(axis));
      long to = out.shape(result).dim(axis + 2) + Math.min(0, after.get(axis));
      result = out.slice(result, axis + 2, from, to);
    }
    return result;
  }

  /** Filters and channels change places within each group, and each kernel is mirrored. */
  private List<Op> mirroring() {
    Shape w = call.shape(1);
    List<Long> spatial = kernel.kernel();
    List<Long> parted = new ArrayList<>(List.of(groups, w.dim(0) / groups, w.dim(1)));
    parted.addAll(spatial);
    List<Integer> swapped = new ArrayList<>(List.of(0, 2, 1));
    swapped.addAll(IntStream.range(3, parted.size()).boxed().toList());
    List<Long> joined = new ArrayList<>(List.of(groups * w.dim(1), w.dim(0) / groups));
    joined.addAll(spatial);
    List<Long> starts = new ArrayList<>(List.of(0L, 0L));
    List<Long> steps = new ArrayList<>(List.of(1L, 1L));
    spatial.forEach(taps -> {
      starts.add(taps - 1);
      steps.add(-1L);
    });
    return List.of(
        new Reshape(Shape.of(parted)),
        new Transpose(swapped),
        new Reshape(Shape.of(joined)),
        new Slice(starts, steps, Shape.of(joined)));
  }
}
