// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Convolution: {@code (x, w)} or {@code (x, w, bias)} with x [N, C, spatial...], w [M, C/groups,
 * kernel...], bias [M]; the result is [N, M, spatial...]. Padding is zero. On fixed-point operands
 * the result is exact: its fraction is the sum of the fractions of x and w, which is also the
 * bias's.
 *
 * @param window how the kernel slides
 * @param groups channels and filters fall into this many independent groups, at least 1
 */
public record Conv(Window window, long groups) implements Contraction {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 3);
    Shape x = in.get(0).shape();
    Shape w = in.get(1).shape();
    Operands.require(
        x.rank() == window.axes() + 2 && w.rank() == x.rank(),
        "input [" + x + "] and weights [" + w + "] for " + window.axes() + " spatial axes");
    Operands.require(
        groups >= 1 && w.dim(0) % groups == 0,
        w.dim(0) + " filters do not fall into " + groups + " groups");
    Operands.require(
        x.dim(1) == w.dim(1) * groups,
        x.dim(1) + " channels, but the weights [" + w + "] take " + w.dim(1) + " x " + groups);
    Operands.require(
        w.size(2, w.rank()) == window.taps()
            && java.util.Arrays.equals(
                java.util.Arrays.copyOfRange(w.dims(), 2, w.rank()),
                Shape.of(window.kernel()).dims()),
        "weights [" + w + "] for a kernel of " + window.kernel());
    Products products = Products.of(in, w.dim(1) * window.taps(), w.dim(0));
    return new TensorType(products.result(), window.slide(x, w.dim(0)));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Tensor w = in.get(1);
    WindowWalk walk = new WindowWalk(window, x.shape(), type.shape());
    long filters = w.shape().dim(0);
    long channels = w.shape().dim(1);
    long taps = window.taps();
    TensorWriter out = Tensor.writer(type);
    long index = 0;
    for (long n = 0; n < type.shape().dim(0); n++) {
      for (long m = 0; m < filters; m++) {
        long firstChannel = n * x.shape().dim(1) + m / (filters / groups) * channels;
        for (long place = 0; place < walk.outputPlane(); place++) {
          Sum sum = Sum.start(in, m);
          for (long c = 0; c < channels; c++) {
            long plane = (firstChannel + c) * walk.inputPlane();
            long kernel = (m * channels + c) * taps;
            walk.taps(
                place,
                (tap, at) -> {
                  if (at >= 0) {
                    sum.add(x, plane + at, w, kernel + tap);
                  }
                });
          }
          sum.write(out, index++);
        }
      }
    }
    return out.finish();
  }
}
