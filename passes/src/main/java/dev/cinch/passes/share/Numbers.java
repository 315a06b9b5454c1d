// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is clustered, read piece by piece.
 *
 * @param values finite numbers, fewer than 2^31
 * @param weights how much the squared change of each counts, finite and at least 0; 1 if there are
 *     none
 */
record Numbers(Tensor values, Optional<Tensor> weights) {

  Numbers {
    if (weights.isPresent() && weights.get().size() != values.size()) {
      throw new IllegalArgumentException(
          weights.get().size() + " weights for " + values.size() + " numbers");
    }
    if (values.size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(values.size() + " numbers");
    }
  }

  static Numbers of(double[] values, Optional<double[]> weights) {
    return new Numbers(tensor(values), weights.map(Numbers::tensor));
  }

  private static Tensor tensor(double[] values) {
    TensorWriter out = Tensor.writer(new TensorType(FloatType.F64, Shape.of(values.length)));
    for (int i = 0; i < values.length; i++) {
      out.setValue(i, values[i]);
    }
    return out.finish();
  }

  int size() {
    return (int) values.size();
  }

  /** Copies as many numbers as fit from an index on, and says how many. */
  int values(int from, double[] into) {
    int count = Math.min(into.length, size() - from);
    values.copyValues(from, count, into);
    return count;
  }

  /** Copies as many weights as fit from an index on. */
  void weights(int from, double[] into) {
    if (weights.isPresent()) {
      weights.get().copyValues(from, Math.min(into.length, size() - from), into);
    } else {
      Arrays.fill(into, 1);
    }
  }

  /** The same numbers, all of weight 1. */
  Numbers unweighted() {
    return new Numbers(values, Optional.empty());
  }

  /** Whether there are weights, and none is above 0. */
  boolean isWeightless() {
    for (long i = 0; weights.isPresent() && i < size(); i++) {
      if (weights.get().valueAt(i) > 0) {
        return false;
      }
    }
    return weights.isPresent();
  }
}
