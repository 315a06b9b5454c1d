// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.Random;

/** Random tensors and weights of any form. */
final class RandomTensors {

  private final Random random;

  RandomTensors(Random random) {
    this.random = random;
  }

  /** Numbers of any size that the format has; floats about 1. */
  Tensor tensor(TensorType type, double density) {
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      boolean kept = random.nextDouble() < density;
      if (type.isFloat()) {
        out.setValue(i, kept ? (float) random.nextGaussian() : 0);
      } else {
        Fixed fixed = type.fixed();
        out.setRaw(i, kept ? edgeOrAny(fixed) : 0);
      }
    }
    return out.finish();
  }

  private long edgeOrAny(Fixed fixed) {
    return switch (random.nextInt(8)) {
      case 0 -> fixed.min();
      case 1 -> fixed.max();
      default -> fixed.wrap(random.nextLong());
    };
  }

  /** A dense, sparse or shared weight. */
  Weight weight(TensorType type) {
    return switch (random.nextInt(4)) {
      case 0 -> Sparse.ofNonZeros(tensor(type, 0.05));
      case 1 -> Sparse.ofNonZeros(tensor(type, 0.4));
      case 2 -> codebook(type);
      default -> new Dense(tensor(type, 1));
    };
  }

  private Codebook codebook(TensorType type) {
    TensorWriter table = Tensor.writer(type.with(Shape.of(4)));
    Tensor values = tensor(type.with(Shape.of(4)), 1);
    for (int i = 1; i < 4; i++) {
      if (type.isFloat()) {
        table.setValue(i, values.valueAt(i));
      } else {
        table.setRaw(i, values.rawAt(i));
      }
    }
    TensorType codes = type.with(new Fixed(false, 2, 0));
    return new Codebook(type, 2, table.finish(), tensor(codes, 0.7));
  }
}
