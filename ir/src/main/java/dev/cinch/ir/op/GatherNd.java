// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Slices by tuples of indices along the leading axes: {@code (x, indices)}; the last axis of the
 * indices are the tuples. Negative indices count from the end.
 *
 * @param batch leading axes that both share
 */
public record GatherNd(int batch) implements Move {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 2, 2);
    TensorType x = in.get(0);
    Operands.indices(in.get(1));
    NdIndices.requireInside(x.shape(), in.get(1).shape(), batch);
    Shape indices = in.get(1).shape();
    int tuple = batch + (int) indices.dim(-1);
    long[] dims = new long[indices.rank() - 1 + x.shape().rank() - tuple];
    System.arraycopy(indices.dims(), 0, dims, 0, indices.rank() - 1);
    System.arraycopy(x.shape().dims(), tuple, dims, indices.rank() - 1, x.shape().rank() - tuple);
    return x.with(Operands.shape(dims));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    NdIndices places = new NdIndices(in.get(0).shape(), in.get(1), batch);
    TensorWriter out = Tensor.writer(type);
    for (long tuple = 0; tuple < places.count(); tuple++) {
      long from = places.start(tuple);
      for (long i = 0; i < places.slice(); i++) {
        Copy.one(in.get(0), from + i, out, tuple * places.slice() + i);
      }
    }
    return out.finish();
  }
}
