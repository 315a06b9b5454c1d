// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;

/** Compares numbers of a tensor, integers exactly. */
final class Ordering {

  private Ordering() {}

  static int compare(Tensor x, long left, long right) {
    return x.type().isFloat()
        ? Double.compare(x.valueAt(left) + 0.0, x.valueAt(right) + 0.0)
        : Long.compare(x.rawAt(left), x.rawAt(right));
  }
}
