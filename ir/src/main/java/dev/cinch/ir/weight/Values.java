// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import dev.cinch.ir.tensor.Shape;

/** Weights without positions: each number of the tensor is there, directly or as a code. */
public sealed interface Values extends Weight permits Dense, Codebook {

  /** The same numbers under other extents of the same size. */
  Values reshaped(Shape shape);

  @Override
  default long kept() {
    return type().shape().size();
  }
}
