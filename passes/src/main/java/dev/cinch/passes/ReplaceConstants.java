// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.weight.Weight;
import java.util.List;
import java.util.Map;

/** Gives constants of a graph other numbers of the same type. */
public final class ReplaceConstants {

  private ReplaceConstants() {}

  /** The same graph with some constants replaced. */
  public static Graph run(Graph graph, Map<Value, Weight> weights) {
    GraphBuilder out = new GraphBuilder(graph.name());
    Value[] copies = new Value[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      List<Value> in = node.in().stream().map(operand -> copies[operand.id()]).toList();
      Weight weight = weights.get(node.out());
      Op op = weight == null ? node.op() : new Constant(weight);
      copies[node.out().id()] = out.add(op, in, node.origin());
    }
    graph.outputs().forEach(o -> out.output(o.name(), copies[o.value().id()]));
    return out.build();
  }
}
