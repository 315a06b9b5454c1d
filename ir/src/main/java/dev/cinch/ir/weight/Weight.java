// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;

/**
 * The numbers of a constant, in the form in which they are known: {@code W = decode(theta)}. There
 * is one nesting order: {@code Sparse(positions, values)} with values {@link Dense} or {@link
 * Codebook}. Fixed-point weights are {@link Dense} over a fixed-point tensor.
 */
public sealed interface Weight permits Values, Sparse {

  /** Type of the decoded tensor. */
  TensorType type();

  /** The numbers, all of them, as a tensor of {@link #type()}. */
  Tensor decode();

  /** How many numbers are kept: all that the form does not know to be zero. */
  long kept();

  /** kept / all; 1 for an empty tensor. */
  default double density() {
    long all = type().shape().size();
    return all == 0 ? 1 : (double) kept() / all;
  }
}
