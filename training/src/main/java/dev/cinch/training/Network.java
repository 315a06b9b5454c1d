// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Softmax;
import dev.cinch.passes.learn.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * A graph as libtorch computes it, for any number of examples at once. Its tensors live until it is
 * closed.
 */
final class Network implements AutoCloseable {

  private final Graph graph;
  private final Map<Value, Tensor> constants = new LinkedHashMap<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final Value logits;
  private final Set<Value> needed;

  Network(Graph graph) {
    this.graph = graph;
    this.logits = logits(graph);
    this.needed = needed(graph);
    Set<Value> learned = learned(graph);
    try (PointerScope _ = new PointerScope()) {
      for (Node node : graph.constants()) {
        if (node.op() instanceof Constant(var weight) && needed.contains(node.out())) {
          Tensor tensor = Tensor.create(weight.decode().toFloats(), node.type().shape().dims());
          tensor.retainReference();
          constants.put(node.out(), tensor);
          if (learned.contains(node.out())) {
            tensor.set_requires_grad(true);
            parameters.add(new Parameter(node.out(), node.type()));
            tensors.add(tensor);
          }
        }
      }
    }
  }

  private static Value logits(Graph graph) {
    Node last = graph.node(graph.outputs().getFirst().value());
    return last.op() instanceof Softmax ? last.in().getFirst() : last.out();
  }

  /** What the logits depend on; other outputs are not computed. */
  private static Set<Value> needed(Graph graph) {
    Set<Value> needed = new HashSet<>(Set.of(logits(graph)));
    for (Node node : graph.nodes().reversed()) {
      if (needed.contains(node.out())) {
        needed.addAll(node.in());
      }
    }
    return needed;
  }

  /** The constants that learning changes: operands of layers that the logits depend on. */
  static Set<Value> learned(Graph graph) {
    Set<Value> needed = needed(graph);
    Set<Value> learned = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (!needed.contains(node.out())) {
        continue;
      }
      Operations.learnedOperands(node.op())
          .filter(i -> i < node.in().size())
          .mapToObj(node.in()::get)
          .filter(value -> graph.node(value).op() instanceof Constant)
          .forEach(learned::add);
    }
    return learned;
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
    Operations operations = new Operations(examples);
    Map<Value, Tensor> values = new LinkedHashMap<>(constants);
    for (Node node : graph.nodes()) {
      if (needed.contains(node.out()) && !values.containsKey(node.out())) {
        List<Tensor> in = node.in().stream().map(values::get).toList();
        values.put(node.out(), operations.compute(node, in));
      }
    }
    Tensor found = values.get(logits);
    if (found == null) {
      throw new IllegalStateException(graph + " has no value " + logits);
    }
    return found.reshape(examples.size(0), -1);
  }

  @Override
  public void close() {
    constants.values().forEach(Tensor::releaseReference);
  }
}
