// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Input;
import dev.cinch.target.design.Design;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A design's graph in the three parts that run in different places. Node names stay what they are.
 *
 * @param before on the host: from the graph's inputs to the numbers that the device gets
 * @param device on the device: from those to the numbers that it returns
 * @param after on the host: from those, and perhaps the graph's inputs, to the graph's outputs
 */
public record HostSplit(Graph before, Graph device, Graph after) {

  /** Splits the graph of a design. */
  public static HostSplit of(Design design) {
    Graph graph = design.graph();
    Value in = design.input();
    Value out = design.output();
    Graph.Output result = new Graph.Output(out.name(), out);
    return new HostSplit(
        part(graph, List.of(), List.of(new Graph.Output(in.name(), in))),
        part(graph, List.of(in), List.of(result)),
        part(graph, List.of(out), graph.outputs()));
  }

  /** What outputs need, where some values are given. */
  private static Graph part(Graph graph, List<Value> given, List<Graph.Output> outputs) {
    boolean[] needed = new boolean[graph.nodes().size()];
    outputs.forEach(output -> needed[output.value().id()] = true);
    for (Node node : graph.nodes().reversed()) {
      if (needed[node.out().id()] && !given.contains(node.out())) {
        node.in().forEach(operand -> needed[operand.id()] = true);
      }
    }
    GraphBuilder builder = new GraphBuilder(graph.name());
    Map<Value, Value> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (given.contains(node.out())) {
        copies.put(node.out(), builder.input(node.name(), node.type()));
      } else if (needed[node.out().id()] || (given.isEmpty() && node.op() instanceof Input)) {
        List<Value> in = node.in().stream().map(value -> copy(copies, value)).toList();
        copies.put(node.out(), builder.add(node.op(), in, node.origin().withName(node.name())));
      }
    }
    outputs.forEach(output -> builder.output(output.name(), copy(copies, output.value())));
    return builder.build();
  }

  private static Value copy(Map<Value, Value> copies, Value value) {
    return Objects.requireNonNull(copies.get(value), value.name());
  }
}
