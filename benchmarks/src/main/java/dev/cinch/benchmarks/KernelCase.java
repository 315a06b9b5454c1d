// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.cpu.ExactEngine;
import dev.cinch.cpu.FloatEngine;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Graph;
import java.util.function.Supplier;

/**
 * A kernel with operands of one shape, as a graph of one node.
 *
 * @param name what is computed: the kernel, then the shape
 * @param work operations of a run: two for each multiply-accumulate, one for each number that a
 *     window reads or that is moved
 * @param exact whether it is in integers, for the exact engine
 * @param graph makes the graph
 */
record KernelCase(String name, double work, boolean exact, Supplier<Graph> graph) {

  /** What runs it, on one thread. */
  Engine engine() {
    return exact ? new ExactEngine() : new FloatEngine(1);
  }
}
