// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.passes.learn.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A graph as libtorch computes it, for any number of examples at once. Its tensors live until it is
 * closed.
 */
final class Network implements AutoCloseable {

  private final Graph graph;
  private final Map<Value, Operand> constants = new LinkedHashMap<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final Set<Value> needed;

  Network(Graph graph) {
    this.graph = graph;
    this.needed = Learned.needed(graph);
    Set<Value> learned = Learned.constants(graph);
    try (PointerScope _ = new PointerScope()) {
      for (Node node : graph.constants()) {
        if (node.op() instanceof Constant(var weight) && needed.contains(node.out())) {
          Tensor tensor = Numbers.of(weight.decode());
          tensor.retainReference();
          constants.put(node.out(), new Operand(tensor, node.type(), false));
          if (learned.contains(node.out())) {
            tensor.set_requires_grad(true);
            tensor.mutable_grad().put(torch.zeros_like(tensor).detach());
            parameters.add(new Parameter(node.out(), node.type()));
            tensors.add(tensor);
          }
        }
      }
    }
  }

  /** What learning changes, in the order of the graph. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** The same as tensors. */
  List<Tensor> tensors() {
    return tensors;
  }

  /** Gives the parameters other numbers. */
  void move(List<float[]> numbers) {
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).data_ptr_float().put(numbers.get(i));
    }
  }

  /**
   * The first output before its softmax, [B, classes].
   *
   * @param examples [B, numbers of an example]
   */
  Tensor logits(Tensor examples) {
    long batch = examples.size(0);
    Map<Value, Operand> values = new HashMap<>(constants);
    for (Node node : graph.nodes()) {
      if (needed.contains(node.out()) && !values.containsKey(node.out())) {
        values.put(node.out(), compute(node, examples, values));
      }
    }
    Operand found = values.get(Learned.logits(graph));
    if (found == null) {
      throw new IllegalStateException(graph + " has no logits");
    }
    return found.rows(batch).reshape(batch, -1).to(ScalarType.Float);
  }

  private static Operand compute(Node node, Tensor examples, Map<Value, Operand> values) {
    long batch = examples.size(0);
    if (node.op() instanceof Input(var type)) {
      return new Operand(examples.reshape(Operand.behind(batch, type.shape())), type, true);
    }
    List<Operand> in = node.in().stream().map(values::get).toList();
    if (in.stream().anyMatch(Operand::each)) {
      return new Operand(new Operations(batch).compute(node, in), node.type(), true);
    }
    // What no example changes is computed as for one.
    List<Operand> one =
        in.stream().map(it -> new Operand(it.tensor().unsqueeze(0), it.type(), true)).toList();
    Tensor result = new Operations(1).compute(node, one);
    return new Operand(result.squeeze(0), node.type(), false);
  }

  @Override
  public void close() {
    constants.values().forEach(it -> it.tensor().releaseReference());
  }
}
