// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * The mean of each window of a floating-point plane. Fixed-point networks have {@link SumPool}, a
 * product with the reciprocal, and a cast instead.
 *
 * @param window how the kernel slides
 * @param countPadding whether padding counts as numbers that are zero
 */
public record AveragePool(Window window, boolean countPadding) implements Pool {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    Operands.require(in.get(0).isFloat(), "a mean of " + in.get(0) + " is not exact");
    if (!countPadding) {
      window.requireNumbers(in.get(0).shape());
    }
    return in.get(0).with(window.slide(in.get(0).shape()));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    WindowWalk walk = new WindowWalk(window, x.shape(), type.shape());
    TensorWriter out = Tensor.writer(type);
    long planes = type.shape().size(0, 2);
    for (long plane = 0; plane < planes; plane++) {
      long start = plane * walk.inputPlane();
      for (long place = 0; place < walk.outputPlane(); place++) {
        double[] sumAndCount = new double[2];
        walk.taps(
            place,
            (_, at) -> {
              sumAndCount[0] += at >= 0 ? x.valueAt(start + at) : 0;
              sumAndCount[1] += at >= 0 || countPadding ? 1 : 0;
            });
        out.setValue(plane * walk.outputPlane() + place, sumAndCount[0] / sumAndCount[1]);
      }
    }
    return out.finish();
  }
}
