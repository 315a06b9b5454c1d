// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;

/** What a scattered number does with the one that is there. */
public enum Collision {
  NONE,
  ADD,
  MUL,
  MAX,
  MIN;

  /**
   * Writes a number over one that is there.
   *
   * @param there what was written so far
   */
  void put(Tensor from, long source, Tensor there, TensorWriter to, long target) {
    if (this == NONE) {
      Copy.one(from, source, to, target);
      return;
    }
    BinaryFunction function = BinaryFunction.valueOf(name());
    if (to.type().isFloat()) {
      to.setValue(target, function.of(there.valueAt(target), from.valueAt(source)));
    } else {
      long raw = function.of(there.rawAt(target), from.rawAt(source));
      to.setRaw(target, to.type().isFixed() ? to.type().fixed().wrap(raw) : raw);
    }
  }
}
