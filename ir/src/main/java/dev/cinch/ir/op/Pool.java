// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** One result for each window of a plane: {@code (x)}, NC followed by the spatial axes. */
public sealed interface Pool extends Op permits MaxPool, AveragePool, SumPool {

  /** The window that slides over the spatial axes. */
  Window window();
}
