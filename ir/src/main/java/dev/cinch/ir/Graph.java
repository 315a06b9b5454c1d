// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A network: an immutable list of nodes in topological order, and the values it returns. A {@link
 * GraphBuilder} is the only way to make one.
 */
public final class Graph {

  /**
   * A value that the graph returns.
   *
   * @param name the name users know it by
   * @param value the value
   */
  public record Output(String name, Value value) {}

  private final String name;
  private final List<Node> nodes;
  private final List<Output> outputs;
  private final List<List<Node>> uses;

  Graph(String name, List<Node> nodes, List<Output> outputs) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.outputs = List.copyOf(outputs);
    List<List<Node>> readers = new ArrayList<>(nodes.size());
    for (Node _ : nodes) {
      readers.add(new ArrayList<>(1));
    }
    for (Node node : nodes) {
      for (Value operand : node.in()) {
        readers.get(operand.id()).add(node);
      }
    }
    this.uses = readers;
  }

  /** Name of the network. */
  public String name() {
    return name;
  }

  /** All nodes; operands stand before their users; {@code nodes().get(v.id()).out()} is v. */
  public List<Node> nodes() {
    return nodes;
  }

  /** What the graph returns, in order. */
  public List<Output> outputs() {
    return outputs;
  }

  /** The node of a value. */
  public Node node(Value value) {
    Node node = nodes.get(value.id());
    if (!node.out().equals(value)) {
      throw new IllegalArgumentException(value + " is not a value of graph " + name);
    }
    return node;
  }

  /** The node with a name, if there is one. */
  public Optional<Node> find(String nodeName) {
    return nodes.stream().filter(node -> node.name().equals(nodeName)).findFirst();
  }

  /** The nodes that read a value, in order, once for each operand; outputs are not counted. */
  public List<Node> uses(Value value) {
    return Collections.unmodifiableList(uses.get(node(value).out().id()));
  }

  /** Whether the graph returns this value. */
  public boolean isOutput(Value value) {
    return outputs.stream().anyMatch(output -> output.value().equals(value));
  }

  /** The input nodes, in order. */
  public List<Node> inputs() {
    return nodes.stream().filter(node -> node.op() instanceof Input).toList();
  }

  /** The constant nodes, in order. */
  public List<Node> constants() {
    return nodes.stream().filter(node -> node.op() instanceof Constant).toList();
  }

  /** Name and size, for messages; {@code GraphPrinter} gives the text. */
  @Override
  public String toString() {
    return "graph " + name + " of " + nodes.size() + " nodes";
  }
}
