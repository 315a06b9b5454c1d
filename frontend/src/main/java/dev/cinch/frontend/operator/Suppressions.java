// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * NonMaxSuppression of boxes that are known on import: of each class the boxes by falling score,
 * without those that overlap one before them too much.
 */
final class Suppressions {

  private final Tensor boxes;
  private final boolean centered;
  private final double limit;

  private Suppressions(Tensor boxes, boolean centered, double limit) {
    this.boxes = boxes;
    this.centered = centered;
    this.limit = limit;
  }

  /** NonMaxSuppression: rows of batch, class and box. */
  static Operand read(Call call) {
    boolean centered = call.attributes().flag("center_point_box");
    Tensor boxes = call.decided(0, "the list of boxes");
    Tensor scores = call.decided(1, "the list of scores");
    long most = call.has(2) ? (long) call.number(2, "the number of boxes") : 0;
    double overlap = call.has(3) ? call.number(3, "the limit of overlap") : 0;
    double least = call.has(4) ? call.number(4, "the least score") : Double.NaN;
    Shape b = boxes.shape();
    Shape s = scores.shape();
    boolean fits = b.rank() == 3 && s.rank() == 3 && b.dim(2) == 4;
    if (!fits || b.dim(0) != s.dim(0) || b.dim(1) != s.dim(2)) {
      throw new TypeException("scores [" + s + "] for boxes [" + b + "]");
    }
    Suppressions suppressions = new Suppressions(boxes, centered, overlap);
    List<Long> rows = new ArrayList<>();
    for (long line = 0; line < s.dim(0) * s.dim(1); line++) {
      long batch = line / s.dim(1);
      for (long box : suppressions.kept(scores, line, batch, most, least)) {
        rows.addAll(List.of(batch, line % s.dim(1), box));
      }
    }
    return Stored.of(
        call.name(), Tables.integers(Shape.of(rows.size() / 3, 3), i -> rows.get((int) i)));
  }

  /** The boxes of a class that stay, best first; any score will do where {@code least} is NaN. */
  private List<Long> kept(Tensor scores, long line, long batch, long most, double least) {
    long count = boxes.shape().dim(1);
    List<Long> candidates =
        LongStream.range(0, count)
            .filter(box -> !(scores.valueAt(line * count + box) <= least))
            .boxed()
            .sorted(Comparator.comparingDouble((Long box) -> -scores.valueAt(line * count + box)))
            .toList();
    List<Long> kept = new ArrayList<>();
    for (long box : candidates) {
      long at = batch * count + box;
      boolean free = kept.stream().noneMatch(other -> overlap(at, batch * count + other) > limit);
      if (free && kept.size() < most) {
        kept.add(box);
      }
    }
    return kept;
  }

  /** The area that two boxes share, of the area that they cover. */
  private double overlap(long left, long right) {
    double height = shared(left, right, 0);
    double width = shared(left, right, 1);
    double both = height * width;
    double all = area(left) + area(right) - both;
    // In single precision, as the limit is stated: 0.7 is not above 0.7.
    return both > 0 && all > 0 ? (float) (both / all) : 0;
  }

  private double shared(long left, long right, int axis) {
    double from = Math.max(bound(left, axis, false), bound(right, axis, false));
    double to = Math.min(bound(left, axis, true), bound(right, axis, true));
    return Math.max(0, to - from);
  }

  private double area(long box) {
    return (bound(box, 0, true) - bound(box, 0, false))
        * (bound(box, 1, true) - bound(box, 1, false));
  }

  /**
   * A side of a box: of {@code [x, y, width, height]} around a centre, or of {@code [y1, x1, y2,
   * x2]}, any two opposite corners.
   */
  private double bound(long box, int axis, boolean upper) {
    double first = boxes.valueAt(box * 4 + axis);
    double second = boxes.valueAt(box * 4 + axis + 2);
    if (centered) {
      return first + (upper ? second : -second) / 2;
    }
    return upper ? Math.max(first, second) : Math.min(first, second);
  }
}
