// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import dev.cinch.ir.tensor.TensorType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what every graph promises. A failure is our own mistake, never the user's. */
public final class Verifier {

  private Verifier() {}

  /**
   * Checks topological order, unique names, types, and that outputs exist.
   *
   * @throws IllegalStateException naming the node and the graph
   */
  public static void verify(Graph graph) {
    Set<String> names = new HashSet<>();
    List<Node> nodes = graph.nodes();
    for (int id = 0; id < nodes.size(); id++) {
      Node node = nodes.get(id);
      require(node.out().id() == id, graph, node, "stands at place " + id);
      require(names.add(node.name()), graph, node, "is not the only node of that name");
      for (Value operand : node.in()) {
        require(operand.id() < id, graph, node, "reads " + operand + " before it is computed");
        require(
            nodes.get(operand.id()).out().equals(operand),
            graph,
            node,
            "reads a stranger " + operand);
      }
      List<TensorType> in = node.in().stream().map(v -> nodes.get(v.id()).type()).toList();
      TensorType inferred = node.op().infer(in);
      require(inferred.equals(node.type()), graph, node, "is " + inferred + ", not " + node.type());
    }
    Set<String> outputs = new HashSet<>();
    for (Graph.Output output : graph.outputs()) {
      Node node = graph.node(output.value());
      require(outputs.add(output.name()), graph, node, "is returned twice as " + output.name());
    }
  }

  private static void require(boolean holds, Graph graph, Node node, String what) {
    if (!holds) {
      throw new IllegalStateException(
          graph + ": node " + node.name() + " (" + node.op().name() + ") " + what);
    }
  }
}
