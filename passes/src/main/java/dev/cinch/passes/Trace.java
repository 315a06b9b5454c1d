// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Graph;

/** Sees the graph after each step of the work. */
public interface Trace {

  /** Looks away. */
  Trace NONE = (_, _) -> {};

  /**
   * Called after a step that changed something.
   *
   * @param step name of the pass or recipe step
   * @param graph as it is now
   */
  void after(String step, Graph graph);
}
