// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognizes the sparsity and the shared values that are already there, and gives each constant the
 * form whose stream is shortest; of equals the simplest. Every number keeps every bit.
 */
public final class EncodeWeights {

  private EncodeWeights() {}

  /**
   * A graph whose constants have their form.
   *
   * @param graph the same numbers in other forms
   * @param constants what each became, in the order of the graph
   */
  public record Encoded(Graph graph, List<EncodedConstant> constants) {
    public Encoded {
      constants = List.copyOf(constants);
    }
  }

  /** Encodes every constant of a graph. */
  public static Encoded run(Graph graph) {
    GraphBuilder out = new GraphBuilder(graph.name());
    Value[] copies = new Value[graph.nodes().size()];
    List<EncodedConstant> constants = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<Value> in = node.in().stream().map(operand -> copies[operand.id()]).toList();
      Op op =
          switch (node.op()) {
            case Constant(var weight) -> new Constant(smallest(node.name(), weight, constants));
            case Op other -> other;
          };
      copies[node.out().id()] = out.add(op, in, node.origin());
    }
    graph.outputs().forEach(o -> out.output(o.name(), copies[o.value().id()]));
    return new Encoded(out.build(), constants);
  }

  private static Weight smallest(String name, Weight weight, List<EncodedConstant> constants) {
    Weight best = weight;
    long least = Long.MAX_VALUE;
    for (Weight form : Recognize.forms(weight.decode())) {
      long bytes = WeightCodec.write(form).length;
      if (bytes < least) {
        best = form;
        least = bytes;
      }
    }
    constants.add(EncodedConstant.of(name, best, least));
    return best;
  }
}
