// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Axes in another order: {@code (x)}; axis {@code i} of the result is axis {@code permutation[i]}.
 *
 * @param permutation each axis once
 */
public record Transpose(List<Integer> permutation) implements Move {

  public Transpose {
    permutation = List.copyOf(permutation);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(
        permutation.stream()
            .sorted()
            .toList()
            .equals(java.util.stream.IntStream.range(0, x.shape().rank()).boxed().toList()),
        "permutation " + permutation + " of [" + x.shape() + "]");
    Operands.require(
        !(x.number() instanceof Affine affine && affine.channels() > 1),
        "a transposition of per-channel " + x.number());
    long[] dims = permutation.stream().mapToLong(axis -> x.shape().dim(axis)).toArray();
    return x.with(Shape.of(dims));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    long[] from = x.shape().strides();
    long[] dims = type.shape().dims();
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < x.size(); i++) {
      long rest = i;
      long source = 0;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        source += rest % dims[axis] * from[permutation.get(axis)];
        rest /= dims[axis];
      }
      Copy.one(x, source, out, i);
    }
    return out.finish();
  }
}
