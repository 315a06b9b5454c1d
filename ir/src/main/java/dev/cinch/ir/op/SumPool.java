// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * The sum of each window; exact on fixed point, where the result is as much wider as the window has
 * taps.
 *
 * @param window how the kernel slides
 */
public record SumPool(Window window) implements Pool {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    TensorType summed = x;
    if (x.isFixed()) {
      Fixed f = x.fixed();
      int width = f.width() + Operands.bits(window.taps() - 1);
      summed = x.with(Operands.exact(f.signed(), width, f.fraction()));
    } else {
      Operands.require(x.isFloat(), "no sum is known for " + x);
    }
    return summed.with(window.slide(x.shape()));
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
        long index = plane * walk.outputPlane() + place;
        if (type.isFixed()) {
          long[] sum = new long[1];
          walk.taps(place, (_, at) -> sum[0] += at >= 0 ? x.rawAt(start + at) : 0);
          out.setRaw(index, sum[0]);
        } else {
          double[] sum = new double[1];
          walk.taps(place, (_, at) -> sum[0] += at >= 0 ? x.valueAt(start + at) : 0);
          out.setValue(index, sum[0]);
        }
      }
    }
    return out.finish();
  }
}
