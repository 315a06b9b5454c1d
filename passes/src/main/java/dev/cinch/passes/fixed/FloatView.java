// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import java.util.List;

/**
 * The floating-point network that an integer one approximates: the same compressed weights, and
 * activations that are neither rounded nor saturated. The difference of their accuracies is the
 * price of the activations' formats.
 */
public final class FloatView {

  private FloatView() {}

  /** The view of a graph; a graph without integers is its own. */
  public static Graph of(Graph graph) {
    FloatType type =
        graph.inputs().stream().anyMatch(node -> node.type().number() == FloatType.F64)
            ? FloatType.F64
            : FloatType.F32;
    GraphBuilder out = new GraphBuilder(graph.name());
    Value[] copies = new Value[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      List<Value> in = node.in().stream().map(operand -> copies[operand.id()]).toList();
      copies[node.out().id()] =
          switch (node.op()) {
            case Constant(var weight) when !weight.type().isFloat() ->
                out.add(new Constant(new Dense(decoded(weight.decode(), type))), in, node.origin());
            case Cast(var to, _, _)
                when out.type(in.get(0)).isFloat()
                    && (!(to instanceof FloatType) || out.type(in.get(0)).number().equals(to)) ->
                in.get(0);
            case Op op -> out.add(op, in, node.origin());
          };
    }
    graph.outputs().forEach(o -> out.output(o.name(), copies[o.value().id()]));
    return out.build();
  }

  private static Tensor decoded(Tensor raws, FloatType type) {
    TensorWriter out = Tensor.writer(raws.type().with(type));
    for (long i = 0; i < raws.size(); i++) {
      out.setValue(i, raws.valueAt(i));
    }
    return out.finish();
  }
}
