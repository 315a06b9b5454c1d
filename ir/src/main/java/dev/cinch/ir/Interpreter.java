// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a graph by the operators' own {@link Op#eval}: slow, obvious, the meaning of a graph.
 */
public final class Interpreter implements Engine {

  @Override
  public String name() {
    return "interpreter";
  }

  @Override
  public Executable prepare(Graph graph) {
    return new Run(graph);
  }

  /**
   * Checks that tensors are what a graph asks for.
   *
   * @throws IllegalArgumentException naming the first input that differs
   */
  public static void requireInputs(Graph graph, List<Tensor> inputs) {
    List<Node> wanted = graph.inputs();
    if (inputs.size() != wanted.size()) {
      throw new IllegalArgumentException(
          inputs.size() + " inputs for " + graph + ", which has " + wanted.size());
    }
    for (int i = 0; i < inputs.size(); i++) {
      TensorType type = inputs.get(i).type();
      if (!type.equals(wanted.get(i).type())) {
        throw new IllegalArgumentException(
            "input " + wanted.get(i).name() + " is " + wanted.get(i).type() + ", not " + type);
      }
    }
  }

  private static final class Run implements Executable {
    private final Graph graph;
    private final Tensor[] constants;

    Run(Graph graph) {
      this.graph = graph;
      this.constants = new Tensor[graph.nodes().size()];
      for (Node node : graph.nodes()) {
        if (node.op() instanceof Constant(var weight)) {
          constants[node.out().id()] = weight.decode();
        }
      }
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
      return run(inputs, (_, _) -> {});
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, Observer observer) {
      requireInputs(graph, inputs);
      Tensor[] values = constants.clone();
      int nextInput = 0;
      for (Node node : graph.nodes()) {
        int id = node.out().id();
        switch (node.op()) {
          case Input _ -> values[id] = inputs.get(nextInput++);
          case Constant _ -> {}
          case Op op -> {
            List<Tensor> in = new ArrayList<>(node.in().size());
            for (Value operand : node.in()) {
              in.add(values[operand.id()]);
            }
            values[id] = op.eval(in, node.type());
          }
        }
        observer.see(node, values[id]);
      }
      return graph.outputs().stream().map(output -> values[output.value().id()]).toList();
    }

    @Override
    public void close() {}
  }
}
