// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Unique: the different numbers, or slices along an axis, of a tensor that is known on import. */
final class Uniques {

  private final Tensor x;
  private final long outer;
  private final long extent;
  private final long inner;

  private Uniques(Tensor x, int axis) {
    this.x = x;
    this.outer = x.shape().size(0, axis);
    this.extent = x.shape().dim(axis);
    this.inner = x.shape().size(axis + 1, x.shape().rank());
  }

  /**
   * Unique. Its results: the different slices; where each stands first; which of them each slice
   * is; how often each stands there.
   */
  static Operand read(Call call) {
    boolean sorted = call.attributes().integer("sorted", 1) != 0;
    boolean flat = !call.attributes().has("axis");
    long stated = call.attributes().integer("axis", 0);
    Tensor given = call.decided(0, "the tensor, whose numbers say how long the result is,");
    Tensor x = flat ? given.reshaped(Shape.of(given.size())) : given;
    if (x.shape().rank() == 0) {
      throw new TypeException("slices of a scalar");
    }
    int axis = Axes.within(stated, x.shape().rank(), false);
    return new Uniques(x, axis).results(call.name(), axis, sorted);
  }

  private Operand results(String name, int axis, boolean sorted) {
    int count = Math.toIntExact(extent);
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    order.sort(this::compare);
    List<Integer> first = new ArrayList<>();
    int[] which = new int[count];
    for (int slice : order) {
      if (first.isEmpty() || compare(first.getLast(), slice) != 0) {
        first.add(slice);
      }
      which[slice] = first.size() - 1;
    }
    List<Integer> places = new ArrayList<>(IntStream.range(0, first.size()).boxed().toList());
    if (!sorted) {
      places.sort(Comparator.comparing(first::get));
    }
    int[] rank = new int[first.size()];
    for (int i = 0; i < rank.length; i++) {
      rank[places.get(i)] = i;
    }
    long[] counts = new long[rank.length];
    for (int slice : which) {
      counts[rank[slice]]++;
    }
    long[] starts = places.stream().mapToLong(first::get).toArray();
    Shape length = Shape.of(rank.length);
    return Operand.Several.of(
        Stored.of(name, slices(axis, starts)),
        Stored.of(name + "_indices", Tables.integers(length, i -> starts[(int) i])),
        Stored.of(name + "_inverse", Tables.integers(Shape.of(count), i -> rank[which[(int) i]])),
        Stored.of(name + "_counts", Tables.integers(length, i -> counts[(int) i])));
  }

  /** Slices by their numbers in order. */
  private int compare(int left, int right) {
    return LongStream.range(0, outer * inner)
        .mapToInt(i -> compareNumbers(at(i, left), at(i, right)))
        .filter(order -> order != 0)
        .findFirst()
        .orElse(0);
  }

  private int compareNumbers(long left, long right) {
    // Zeros of both signs are one number.
    return x.type().isFloat()
        ? Double.compare(x.valueAt(left) + 0.0, x.valueAt(right) + 0.0)
        : Long.compare(x.rawAt(left), x.rawAt(right));
  }

  private long at(long number, long slice) {
    return (number / inner * extent + slice) * inner + number % inner;
  }

  private Tensor slices(int axis, long... kept) {
    TensorType type = x.type().with(x.shape().with(axis, kept.length));
    TensorWriter out = Tensor.writer(type);
    for (int slice = 0; slice < kept.length; slice++) {
      for (long i = 0; i < outer * inner; i++) {
        long to = (i / inner * kept.length + slice) * inner + i % inner;
        Tables.copy(x, at(i, kept[slice]), out, to);
      }
    }
    return out.finish();
  }
}
