// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * Batch normalization at inference: {@code (x, scale, shift, mean, variance)} with x [N, C, ...]
 * and the others [C]: {@code (x - mean) / sqrt(variance + epsilon) * scale + shift}. Floats only.
 *
 * @param epsilon keeps the root away from zero
 */
public record BatchNorm(float epsilon) implements Normalize {

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 5, 5);
    TensorType x = in.get(0);
    Operands.require(x.isFloat() && x.shape().rank() >= 2, "batch normalization of " + x);
    for (TensorType statistic : in.subList(1, 5)) {
      Operands.sameNumber(x, statistic);
      Operands.require(
          statistic.shape().equals(Shape.of(x.shape().dim(1))),
          "a statistic of [" + statistic.shape() + "] for " + x.shape().dim(1) + " channels");
    }
    return x;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    long channels = x.shape().dim(1);
    long inner = x.shape().size(2, x.shape().rank());
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < x.size(); i++) {
      long c = i / inner % channels;
      double root = Math.sqrt(in.get(4).valueAt(c) + epsilon);
      double normal = (x.valueAt(i) - in.get(3).valueAt(c)) / root;
      out.setValue(i, normal * in.get(1).valueAt(c) + in.get(2).valueAt(c));
    }
    return out.finish();
  }
}
