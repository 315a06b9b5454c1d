// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Vectors;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.number.Fixed;
import java.util.Map;
import java.util.function.Consumer;

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

  /**
   * This engine in checking mode: the same values, and every sum computed once more with exact
   * detection of overflow, in 64 bits and beyond them. It finds what the types of a graph cannot
   * rule out: accumulators that were made narrower than types ask, by proof or by hand; operands
   * outside their own format; and kernels that compute in too few bits. Casts are no accumulators:
   * they saturate or wrap around because the graph says so.
   *
   * @param accumulators formats of the sums of nodes, by their name, within the nodes' own; others
   *     are held against the node's own
   * @param found is given each overflow, node by node; number by number where several are in one
   * @return an engine whose runs do not stop at an overflow; preparing a graph that has no sums of
   *     such a name and format is an {@link IllegalArgumentException}
   */
  public static Engine checking(
      Map<String, Fixed> accumulators, Consumer<AccumulatorOverflow> found) {
    return new CheckingEngine(new ExactEngine(), accumulators, found);
  }

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
