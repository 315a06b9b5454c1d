// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;

/** Copies single numbers between tensors of one format. */
final class Copy {

  private Copy() {}

  static void one(Tensor from, long source, TensorWriter to, long target) {
    if (from.type().isFloat()) {
      to.setValue(target, from.valueAt(source));
    } else {
      to.setRaw(target, from.rawAt(source));
    }
  }

  /** Copies a tensor, and gives a view of what is written, now and later. */
  static Tensor all(Tensor from, TensorWriter to) {
    for (long i = 0; i < from.size(); i++) {
      one(from, i, to, i);
    }
    return to.view();
  }
}
