// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds a graph node by node: infers types, keeps names unique, and drops what no output needs
 * (inputs stay). Single use, single thread.
 */
public final class GraphBuilder {

  private final String name;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Graph.Output> outputs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> suffixes = new HashMap<>();

  /** Starts a graph. */
  public GraphBuilder(String name) {
    this.name = name;
  }

  /** Adds an input. */
  public Value input(String inputName, TensorType type) {
    return add(new Input(type), List.of(), Origin.named(inputName));
  }

  /** Adds a constant. */
  public Value constant(String constantName, Weight weight) {
    return add(new Constant(weight), List.of(), Origin.named(constantName));
  }

  /**
   * Adds a node, named after its origin; where that name is taken, {@code _2} and so on follows.
   *
   * @throws TypeException when the operands do not fit the operation
   */
  public Value add(Op op, List<Value> in, Origin origin) {
    List<TensorType> types = in.stream().map(this::type).toList();
    TensorType type = op.infer(types);
    String wanted =
        origin.name().isEmpty() ? op.name().toLowerCase(java.util.Locale.ROOT) : origin.name();
    Value out = new Value(nodes.size(), unique(wanted));
    nodes.add(new Node(out, op, in, type, origin));
    return out;
  }

  /**
   * Gives the node that was added last another origin, and a name after it, before anything reads
   * it: for who learns only afterwards that a node is the last of a layer.
   *
   * @throws IllegalArgumentException when it is not the last
   */
  public Value rename(Value last, Origin origin) {
    Node node = node(last);
    if (last.id() != nodes.size() - 1) {
      throw new IllegalArgumentException(last + " is not the last node");
    }
    names.remove(last.name());
    Value renamed = new Value(last.id(), unique(origin.name()));
    nodes.set(last.id(), new Node(renamed, node.op(), node.in(), node.type(), origin));
    return renamed;
  }

  /** Whether a value is that of the node that was added last. */
  public boolean isLast(Value value) {
    return value.id() == nodes.size() - 1;
  }

  private String unique(String wanted) {
    String candidate = wanted;
    while (!names.add(candidate)) {
      candidate = wanted + "_" + suffixes.merge(wanted, 2, (last, _) -> last + 1);
    }
    return candidate;
  }

  /** The node of a value of this builder. */
  public Node node(Value value) {
    if (value.id() >= nodes.size() || !nodes.get(value.id()).out().equals(value)) {
      throw new IllegalArgumentException(value + " is not a value of this builder");
    }
    return nodes.get(value.id());
  }

  /** Type of a value of this builder. */
  public TensorType type(Value value) {
    return node(value).type();
  }

  /** Makes a value an output of the graph. */
  public void output(String outputName, Value value) {
    outputs.add(new Graph.Output(outputName, node(value).out()));
  }

  /**
   * The graph: all that was added and that an output needs, and every input.
   *
   * @throws IllegalStateException without an output
   */
  public Graph build() {
    if (outputs.isEmpty()) {
      throw new IllegalStateException("graph " + name + " returns nothing");
    }
    boolean[] needed = new boolean[nodes.size()];
    for (Graph.Output output : outputs) {
      needed[output.value().id()] = true;
    }
    int[] renumbered = new int[nodes.size()];
    Arrays.fill(renumbered, -1);
    for (int id = nodes.size() - 1; id >= 0; id--) {
      if (needed[id]) {
        nodes.get(id).in().forEach(operand -> needed[operand.id()] = true);
      }
    }
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes) {
      int id = node.out().id();
      if (needed[id] || node.op() instanceof Input) {
        renumbered[id] = kept.size();
        kept.add(renumber(node, renumbered));
      }
    }
    List<Graph.Output> results =
        outputs.stream()
            .map(o -> new Graph.Output(o.name(), renumber(o.value(), renumbered)))
            .toList();
    Graph graph = new Graph(name, kept, results);
    Verifier.verify(graph);
    return graph;
  }

  private static Node renumber(Node node, int[] ids) {
    List<Value> in = node.in().stream().map(value -> renumber(value, ids)).toList();
    return new Node(renumber(node.out(), ids), node.op(), in, node.type(), node.origin());
  }

  private static Value renumber(Value value, int[] ids) {
    return new Value(ids[value.id()], value.name());
  }
}
