// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * The greatest number of each window; padding never wins. A window that lies on padding alone is
 * refused. NaN wins over every number.
 *
 * @param window how the kernel slides
 */
public record MaxPool(Window window) implements Pool {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    window.requireNumbers(in.get(0).shape());
    Operands.require(
        in.get(0).isFloat() || in.get(0).isFixed(), "no order is known for " + in.get(0));
    return in.get(0).with(window.slide(in.get(0).shape()));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    WindowWalk walk = new WindowWalk(window, x.shape(), type.shape());
    TensorWriter out = Tensor.writer(type);
    long planes = type.shape().size(0, 2);
    for (long plane = 0; plane < planes; plane++) {
      for (long place = 0; place < walk.outputPlane(); place++) {
        Greatest greatest = new Greatest(x, plane * walk.inputPlane());
        walk.taps(place, (_, at) -> greatest.see(at));
        greatest.write(out, plane * walk.outputPlane() + place);
      }
    }
    return out.finish();
  }

  private static final class Greatest {
    private final Tensor x;
    private final long plane;
    private long best = -1;

    Greatest(Tensor x, long plane) {
      this.x = x;
      this.plane = plane;
    }

    void see(long at) {
      if (at >= 0 && (best < 0 || isGreater(plane + at))) {
        best = plane + at;
      }
    }

    private boolean isGreater(long index) {
      return x.type().isFixed()
          ? x.rawAt(index) > x.rawAt(best)
          : Double.compare(x.valueAt(index), x.valueAt(best)) > 0;
    }

    void write(TensorWriter out, long index) {
      if (best < 0) {
        throw new IllegalStateException("a window without a number at " + index);
      }
      if (x.type().isFixed()) {
        out.setRaw(index, x.rawAt(best));
      } else {
        out.setValue(index, x.valueAt(best));
      }
    }
  }
}
