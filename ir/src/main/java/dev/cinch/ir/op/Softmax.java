// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Exponentials that sum to one along an axis: {@code (x)}, floats only; those of {@link
 * StrictMath}, so that every machine gives the same.
 *
 * @param axis the axis, from 0
 */
public record Softmax(int axis) implements Normalize {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(x.isFloat(), "softmax of " + x);
    Operands.require(axis >= 0 && axis < x.shape().rank(), "axis " + axis + " of " + x);
    return x;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    long extent = x.shape().dim(axis);
    long inner = x.shape().size(axis + 1, x.shape().rank());
    long outer = x.shape().size(0, axis);
    TensorWriter out = Tensor.writer(type);
    for (long o = 0; o < outer; o++) {
      for (long i = 0; i < inner; i++) {
        long start = o * extent * inner + i;
        double greatest = Double.NEGATIVE_INFINITY;
        for (long k = 0; k < extent; k++) {
          greatest = Math.max(greatest, x.valueAt(start + k * inner));
        }
        double sum = 0;
        for (long k = 0; k < extent; k++) {
          sum += StrictMath.exp(x.valueAt(start + k * inner) - greatest);
        }
        for (long k = 0; k < extent; k++) {
          long at = start + k * inner;
          out.setValue(at, StrictMath.exp(x.valueAt(at) - greatest) / sum);
        }
      }
    }
    return out.finish();
  }
}
