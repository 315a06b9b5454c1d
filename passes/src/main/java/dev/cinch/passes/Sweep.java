// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Applies rules until none fires. Each sweep copies the graph forward, node by node; at each node
 * the first rule that fires decides. What is no longer needed is gone after the sweep, and the
 * graph is verified.
 *
 * @param name name on the command line
 * @param description what the rules do together, in one line
 * @param rules in the order in which they are tried
 */
public record Sweep(String name, String description, List<Rule> rules) implements Pass {

  /** Sweeps beyond one for each node: room for rules that need several for one node. */
  private static final int PATIENCE = 16;

  public Sweep {
    rules = List.copyOf(rules);
  }

  /** A sweep with one rule, for looking at it alone. */
  public static Sweep of(Rule rule) {
    return new Sweep(rule.name(), rule.description(), List.of(rule));
  }

  @Override
  public Graph run(Graph graph, Trace trace) {
    Graph current = graph;
    int limit = graph.nodes().size() + PATIENCE;
    for (int sweep = 0; ; sweep++) {
      Set<String> fired = new TreeSet<>();
      Graph next = once(current, fired);
      requireSameBorder(graph, next);
      if (fired.isEmpty()) {
        return next;
      }
      if (sweep == limit) {
        throw new IllegalStateException(
            "after "
                + limit
                + " sweeps these rules still fire: "
                + String.join(", ", fired)
                + "\n"
                + GraphPrinter.print(next, Constants.REFERENCE));
      }
      trace.after(name, next);
      current = next;
    }
  }

  private Graph once(Graph graph, Set<String> fired) {
    Rewriting rewriting = new Rewriting(graph);
    for (Node old : graph.nodes()) {
      List<Value> in = old.in().stream().map(rewriting::copyOf).toList();
      Node node = new Node(old.out(), old.op(), in, old.type(), old.origin());
      Value value =
          fire(node, rewriting, fired).orElseGet(() -> rewriting.add(node.op(), in, node.origin()));
      rewriting.release(in);
      long returned = graph.outputs().stream().filter(o -> o.value().equals(old.out())).count();
      rewriting.map(old.out(), value, graph.uses(old.out()).size() + (int) returned);
    }
    graph.outputs().forEach(o -> rewriting.builder().output(o.name(), rewriting.copyOf(o.value())));
    return rewriting.builder().build();
  }

  private Optional<Value> fire(Node node, Rewriting rewriting, Set<String> fired) {
    for (Rule rule : rules) {
      Optional<Value> value = rule.rewrite(node, rewriting);
      if (value.isPresent()) {
        if (!rewriting.type(value.get()).equals(node.type())) {
          throw new IllegalStateException(
              rule.name() + " made " + rewriting.type(value.get()) + " of " + node);
        }
        fired.add(rule.name());
        return value;
      }
    }
    return Optional.empty();
  }

  private static void requireSameBorder(Graph before, Graph after) {
    if (!border(before).equals(border(after))) {
      throw new IllegalStateException(
          "inputs and outputs " + border(before) + " became " + border(after));
    }
  }

  private static List<String> border(Graph graph) {
    List<String> border = new java.util.ArrayList<>();
    graph.inputs().forEach(node -> border.add(node.name() + " " + node.type()));
    graph.outputs().forEach(o -> border.add(o.name() + " " + graph.node(o.value()).type()));
    return border;
  }
}
