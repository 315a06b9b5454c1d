// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Vectors;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;

/**
 * Execution of lowered graphs, equal to the {@link dev.cinch.ir.Interpreter} to the last bit (any
 * NaN counts as any other): the reference for hardware.
 *
 * <p>Integers are computed modulo 2^32 where the format of a result is carried by an int, else
 * modulo 2^64. That is exact: the types of a graph prove that each result fits its format, and the
 * low bits of a sum do not depend on its order. Float nodes around the integer region that sum are
 * evaluated as the interpreter does.
 */
public final class ExactEngine implements Engine {

  @Override
  public String name() {
    return "exact";
  }

  @Override
  public Executable prepare(Graph graph) {
    Vectors.require();
    return new Plan(graph, Setup.of(Sums.INTERPRETED, 1), false).program();
  }
}
