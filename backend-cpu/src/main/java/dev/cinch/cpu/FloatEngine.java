// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;

/**
 * Fast execution of float graphs. Sums of single-precision contractions and means are taken in
 * single precision, in the order of the operands: a sum of n products differs from the exact one by
 * at most {@code (n + 2) * 2^-24} times the sum of their magnitudes, and never from run to run or
 * machine to machine. Fixed-point regions are exact.
 */
public final class FloatEngine implements Engine {

  @Override
  public String name() {
    return "float";
  }

  @Override
  public Executable prepare(Graph graph) {
    return new Plan(graph, Sums.SINGLE).program();
  }
}
