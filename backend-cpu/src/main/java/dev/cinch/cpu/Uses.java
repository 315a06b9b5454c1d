// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who reads each value of a graph. */
final class Uses {

  private final List<List<Node>> readers = new ArrayList<>();
  private final boolean[] returned;

  Uses(Graph graph) {
    this.returned = new boolean[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      readers.add(new ArrayList<>());
      node.in().forEach(operand -> readers.get(operand.id()).add(node));
    }
    graph.outputs().forEach(output -> returned[output.value().id()] = true);
  }

  /** The nodes that read a value, once for each operand. */
  List<Node> of(Value value) {
    return readers.get(value.id());
  }

  /** Whether a value is an output of the graph. */
  boolean isReturned(Value value) {
    return returned[value.id()];
  }

  /** The only reader of a value that is no output. */
  Optional<Node> only(Value value) {
    List<Node> all = of(value);
    return all.size() == 1 && !isReturned(value) ? Optional.of(all.getFirst()) : Optional.empty();
  }
}
