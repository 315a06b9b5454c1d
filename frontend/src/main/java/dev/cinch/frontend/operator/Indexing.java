// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Operators that pick numbers by their indices. */
final class Indexing {

  private static final long SLICE_BY_OPERANDS = 10;
  private static final long SPLIT_BY_COUNT = 18;

  private Indexing() {}

  /** Slice: bounds are attributes before operator set 10, then operands. */
  static Operand slice(Call call) {
    Shape shape = call.shape(0);
    boolean operands = call.opset() >= SLICE_BY_OPERANDS;
    List<Long> from = bounds(call, operands, "starts", 1);
    List<Long> to = bounds(call, operands, "ends", 2);
    List<Long> axes =
        operands && call.has(3)
            ? call.integers(3, "the list of axes")
            : call.attributes()
                .integers("axes")
                .orElse(LongStream.range(0, from.size()).boxed().toList());
    List<Long> steps =
        operands && call.has(4)
            ? call.integers(4, "the list of steps")
            : Collections.nCopies(axes.size(), 1L);
    if (from.size() != axes.size() || to.size() != axes.size() || steps.size() != axes.size()) {
      throw new TypeException(
          "%d starts, %d ends and %d steps for %d axes"
              .formatted(from.size(), to.size(), steps.size(), axes.size()));
    }
    List<Long> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0L));
    List<Long> strides = new ArrayList<>(Collections.nCopies(shape.rank(), 1L));
    Shape result = shape;
    for (int i = 0; i < axes.size(); i++) {
      int axis = Axes.within(axes.get(i), shape.rank(), false);
      long step = steps.get(i);
      if (step == 0) {
        throw new TypeException("a slice with step 0");
      }
      long extent = shape.dim(axis);
      long first = clamp(from.get(i), extent, step);
      long last = clamp(to.get(i), extent, step);
      long count = step > 0 ? last - first : first - last;
      long each = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
      starts.set(axis, count > 0 ? first : 0);
      strides.set(axis, step);
      result = result.with(axis, count > 0 ? (count - 1) / each + 1 : 0);
    }
    return call.give(new Slice(starts, strides, result), call.in(0));
  }

  private static List<Long> bounds(Call call, boolean operand, String name, int index) {
    return operand
        ? call.integers(index, "the list of " + name)
        : call.attributes().integers(name).orElse(List.of());
  }

  /** A bound counted from the front, within what a step can start from or end at. */
  private static long clamp(long bound, long extent, long step) {
    long counted = bound < 0 ? bound + extent : bound;
    return step > 0
        ? Math.clamp(counted, 0, extent)
        : Math.clamp(counted, -1, Math.max(-1, extent - 1));
  }

  /** Split: sizes are an attribute before operator set 13, then an operand; else equal parts. */
  static Operand split(Call call) {
    long stated = call.attributes().integer("axis", 0);
    int axis = Axes.within(stated, call.shape(0).rank(), false);
    long extent = call.shape(0).dim(axis);
    List<Long> attribute = call.attributes().integers("split").orElse(List.of());
    long parts = call.attributes().integer("num_outputs", call.results());
    List<Long> sizes = call.has(1) ? call.integers(1, "the list of sizes") : attribute;
    if (sizes.isEmpty()) {
      sizes = equal(extent, parts, call.opset() >= SPLIT_BY_COUNT);
    }
    if (sizes.stream().anyMatch(size -> size < 0)
        || sizes.stream().mapToLong(Long::longValue).sum() != extent
        || sizes.size() < call.results()) {
      throw new TypeException(
          "parts of " + sizes + " for " + call.results() + " results of extent " + extent);
    }
    return new Operand.Several(parts(call, axis, sizes));
  }

  /** The parts of the first operand along an axis. */
  static List<Operand> parts(Call call, int axis, List<Long> sizes) {
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    List<Operand> results = new ArrayList<>();
    long from = 0;
    for (long size : sizes) {
      results.add(Expansion.part(out.slice(x, axis, from, from + size)));
      from += size;
    }
    return results;
  }

  private static List<Long> equal(long extent, long parts, boolean lastIsSmaller) {
    if (parts < 1 || parts > extent + 1 || (!lastIsSmaller && extent % parts != 0)) {
      throw new TypeException(extent + " does not fall into " + parts + " equal parts");
    }
    long each = (extent + parts - 1) / parts;
    List<Long> sizes = new ArrayList<>(Collections.nCopies((int) parts - 1, each));
    sizes.add(extent - each * (parts - 1));
    return sizes;
  }

  /** Gather. */
  static Operand gather(Call call) {
    long stated = call.attributes().integer("axis", 0);
    int axis = Axes.within(stated, call.shape(0).rank(), false);
    return call.give(new Gather(axis), call.in(0), call.in(1));
  }

  /** GatherElements. */
  static Operand gatherElements(Call call) {
    long stated = call.attributes().integer("axis", 0);
    int axis = Axes.within(stated, call.shape(0).rank(), false);
    return call.give(new GatherElements(axis), call.in(0), call.in(1));
  }

  /** GatherND. */
  static Operand gatherNd(Call call) {
    long batch = call.attributes().integer("batch_dims", 0);
    int shared = Axes.within(batch, call.shape(0).rank(), true);
    return call.give(new GatherNd(shared), call.in(0), call.in(1));
  }

  /** ScatterElements, and Scatter, its name before operator set 11. */
  static Operand scatterElements(Call call) {
    long stated = call.attributes().integer("axis", 0);
    Collision collision = collision(call);
    int axis = Axes.within(stated, call.shape(0).rank(), false);
    return call.give(new ScatterElements(axis, collision), call.in(0), call.in(1), call.in(2));
  }

  /** ScatterND. */
  static Operand scatterNd(Call call) {
    Collision collision = collision(call);
    return call.give(new ScatterNd(collision), call.in(0), call.in(1), call.in(2));
  }

  private static Collision collision(Call call) {
    String stated = call.attributes().text("reduction", "none");
    try {
      return Collision.valueOf(stated.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new Refusal(
          "onnx.attribute.unsupported", "reduction = \"" + stated + "\" is not known", "");
    }
  }

  /** OneHot: the off value, and the on value where the index is the place along the new axis. */
  static Operand oneHot(Call call) {
    long stated = call.attributes().integer("axis", -1);
    Expansion out = new Expansion(call);
    Shape indices = call.shape(0);
    int axis = Axes.within(stated, indices.rank() + 1, false);
    long depth = (long) call.number(1, "the depth");
    Value index = out.cast(call.in(0), Fixed.INT64);
    index = out.binary(BinaryFunction.MOD, index, out.scalar((double) depth, index));
    List<Long> wide = new ArrayList<>(LongStream.of(indices.dims()).boxed().toList());
    wide.add(axis, 1L);
    long[] along = new long[indices.rank() + 1];
    Arrays.fill(along, 1);
    along[axis] = depth;
    TensorType type = new TensorType(Fixed.INT64, Shape.of(along));
    Value places = out.constant(Tensor.ofRaws(type, LongStream.range(0, depth).toArray()));
    Value hit = out.binary(BinaryFunction.EQUAL, out.reshape(index, Shape.of(wide)), places);
    // Indices outside -depth..depth-1 select nothing.
    Value original = out.reshape(out.cast(call.in(0), Fixed.INT64), Shape.of(wide));
    Value inside =
        out.binary(
            BinaryFunction.AND,
            out.binary(BinaryFunction.LESS, original, out.scalar((double) depth, original)),
            out.binary(
                BinaryFunction.GREATER_OR_EQUAL, original, out.scalar((double) -depth, original)));
    Value chosen = out.binary(BinaryFunction.AND, hit, inside);
    Value off = out.reshape(out.slice(call.in(2), 0, 0, 1), Shape.of());
    Value on = out.reshape(out.slice(call.in(2), 0, 1, 2), Shape.of());
    return call.give(new Select(), chosen, on, off);
  }

  /** Trilu: zeros above or below a diagonal. */
  static Operand trilu(Call call) {
    boolean upper = call.attributes().integer("upper", 1) != 0;
    long k = call.has(1) ? call.integer(1, "the diagonal") : 0;
    Value x = call.in(0);
    Shape shape = call.shape(0);
    if (shape.rank() < 2) {
      throw new TypeException("a triangle of [" + shape + "]");
    }
    TensorWriter mask =
        Tensor.writer(new TensorType(Fixed.BOOL, Shape.of(shape.dim(-2), shape.dim(-1))));
    for (long row = 0; row < shape.dim(-2); row++) {
      for (long column = 0; column < shape.dim(-1); column++) {
        boolean kept = upper ? column - row >= k : column - row <= k;
        mask.setRaw(row * shape.dim(-1) + column, kept ? 1 : 0);
      }
    }
    Expansion out = new Expansion(call);
    return call.give(new Select(), out.constant(mask.finish()), x, out.scalar(0, x));
  }

  /** ReverseSequence: the first numbers of each sequence in reverse, the others as they are. */
  static Operand reverseSequence(Call call) {
    long time = call.attributes().integer("time_axis", 0);
    long batch = call.attributes().integer("batch_axis", 1);
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    int along = Axes.within(time, shape.rank(), false);
    int across = Axes.within(batch, shape.rank(), false);
    if (along == across || call.shape(1).size() != shape.dim(across)) {
      throw new TypeException("lengths of [" + call.shape(1) + "] for [" + shape + "]");
    }
    long[] steps = new long[shape.rank()];
    long[] sequences = new long[shape.rank()];
    Arrays.fill(steps, 1);
    Arrays.fill(sequences, 1);
    steps[along] = shape.dim(along);
    sequences[across] = shape.dim(across);
    Value place = out.reshape(out.integers(LongStream.range(0, shape.dim(along)).toArray()), steps);
    Value length = out.reshape(out.cast(call.in(1), Fixed.INT64), sequences);
    Value mirrored = out.sub(out.sub(length, out.scalar(1, length)), place);
    Value inside = out.binary(BinaryFunction.LESS, place, length);
    Value source = out.expand(out.select(inside, mirrored, place), shape);
    return call.give(new GatherElements(along), x, source);
  }
}
