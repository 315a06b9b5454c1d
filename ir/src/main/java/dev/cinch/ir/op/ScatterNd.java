// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * A tensor with slices put at tuples of indices: {@code (x, indices, updates)}; the last axis of
 * the indices are the tuples. Negative indices count from the end.
 *
 * @param collision what a number does with the one that is there
 */
public record ScatterNd(Collision collision) implements Move {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 3, 3);
    TensorType x = in.get(0);
    Operands.sameNumber(x, in.get(2));
    TensorType slices = new GatherNd(0).infer(in.subList(0, 2));
    Operands.require(
        slices.shape().equals(in.get(2).shape()),
        "updates of " + in.get(2) + " where " + slices + " are needed");
    return x;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    NdIndices places = new NdIndices(type.shape(), in.get(1), 0);
    TensorWriter out = Tensor.writer(type);
    Tensor written = Copy.all(in.get(0), out);
    for (long tuple = 0; tuple < places.count(); tuple++) {
      long to = places.start(tuple);
      for (long i = 0; i < places.slice(); i++) {
        collision.put(in.get(2), tuple * places.slice() + i, written, out, to + i);
      }
    }
    return out.finish();
  }
}
