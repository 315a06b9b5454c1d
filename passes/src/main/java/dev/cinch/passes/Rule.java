// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import java.util.Optional;

/**
 * A local change. A rule sees one node whose operands already belong to the new graph and says
 * which value to use instead; {@link Sweep} copies the graph forward and applies rules until
 * nothing fires. A rule never changes the type of a value, and it must make progress: a rule that
 * fires on its own result never stops.
 */
public interface Rule {

  /** Named by the act: the class's name. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** What it does, in one line. */
  String description();

  /** How near the results stay. */
  Fidelity fidelity();

  /**
   * The value to use instead of a node's, of the same type; empty to keep the node.
   *
   * @param node not yet part of the new graph, its operands are
   * @param out the new graph as far as it is built
   */
  Optional<Value> rewrite(Node node, Rewriting out);
}
