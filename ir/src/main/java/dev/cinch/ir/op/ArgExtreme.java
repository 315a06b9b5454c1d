// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * The place of the greatest or least number along an axis, which keeps the extent 1: {@code (x)};
 * the result is INT64.
 *
 * @param greatest whether the greatest is meant
 * @param axis from 0
 * @param last whether of equals the last counts
 */
public record ArgExtreme(boolean greatest, int axis, boolean last) implements Reduce {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(axis >= 0 && axis < x.shape().rank(), "axis " + axis + " of " + x);
    Operands.require(x.shape().dim(axis) > 0, "the greatest of none along axis " + axis);
    return new TensorType(Fixed.INT64, x.shape().with(axis, 1));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Lines lines = Lines.along(x.shape(), axis);
    TensorWriter out = Tensor.writer(type);
    for (long line = 0; line < lines.count(); line++) {
      long best = 0;
      for (long place = 1; place < lines.extent(); place++) {
        int order = Ordering.compare(x, lines.at(line, place), lines.at(line, best));
        int better = greatest ? order : -order;
        if (better > 0 || (better == 0 && last)) {
          best = place;
        }
      }
      out.setRaw(line, best);
    }
    return out.finish();
  }
}
