// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Running sums or products along an axis: {@code (x)}; integers wrap around in their format.
 *
 * @param by SUM or PRODUCT
 * @param axis from 0
 * @param exclusive whether a result leaves out the number at its own place
 * @param reverse whether to run from the end
 */
public record Accumulate(Aggregation by, int axis, boolean exclusive, boolean reverse)
    implements Reduce {

  public Accumulate {
    if (by != Aggregation.SUM && by != Aggregation.PRODUCT) {
      throw new TypeException("a running " + by);
    }
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(axis >= 0 && axis < x.shape().rank(), "axis " + axis + " of " + x);
    return x;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Lines lines = Lines.along(x.shape(), axis);
    TensorWriter out = Tensor.writer(type);
    for (long line = 0; line < lines.count(); line++) {
      double real = by.start();
      long integer = by.startInteger(0, 0);
      for (long step = 0; step < lines.extent(); step++) {
        long at = lines.at(line, reverse ? lines.extent() - 1 - step : step);
        double realBefore = real;
        long integerBefore = integer;
        if (type.isFixed()) {
          integer = by.addInteger(integer, x.rawAt(at));
          out.setRaw(at, type.fixed().wrap(exclusive ? integerBefore : integer));
        } else {
          real = by.add(real, x.valueAt(at), 0);
          out.setValue(at, exclusive ? realBefore : real);
        }
      }
    }
    return out.finish();
  }
}
