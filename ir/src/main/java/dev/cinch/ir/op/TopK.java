// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The greatest or least numbers along an axis, best first, or their places: {@code (x)}. Of equals
 * the first counts more.
 *
 * @param axis from 0
 * @param count how many
 * @param greatest whether the greatest are meant
 * @param places whether the result are their places, INT64, instead of the numbers
 */
public record TopK(int axis, long count, boolean greatest, boolean places) implements Reduce {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(axis >= 0 && axis < x.shape().rank(), "axis " + axis + " of " + x);
    Operands.require(
        count >= 0 && count <= x.shape().dim(axis), count + " of " + x + " along axis " + axis);
    TensorType kept = x.with(x.shape().with(axis, count));
    return places ? kept.with(Fixed.INT64) : kept;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Lines from = Lines.along(x.shape(), axis);
    Lines to = Lines.along(type.shape(), axis);
    TensorWriter out = Tensor.writer(type);
    for (long each = 0; each < from.count(); each++) {
      long line = each;
      Comparator<Long> order =
          (a, b) -> Ordering.compare(x, from.at(line, a), from.at(line, b)) * (greatest ? -1 : 1);
      List<Long> sorted =
          LongStream.range(0, from.extent()).boxed().sorted(order).limit(count).toList();
      for (int rank = 0; rank < sorted.size(); rank++) {
        if (places) {
          out.setRaw(to.at(line, rank), sorted.get(rank));
        } else {
          Copy.one(x, from.at(line, sorted.get(rank)), out, to.at(line, rank));
        }
      }
    }
    return out.finish();
  }
}
