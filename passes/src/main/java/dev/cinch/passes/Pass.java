// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Graph;

/** A change of a whole graph that needs nothing but the graph. */
public interface Pass {

  /** Name on the command line and in traces. */
  String name();

  /** What it does, in one line. */
  String description();

  /**
   * The changed graph; inputs and outputs keep their names and types.
   *
   * @param trace is shown what the graph looks like after each step
   */
  Graph run(Graph graph, Trace trace);
}
