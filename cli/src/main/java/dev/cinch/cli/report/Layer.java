// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node costs to keep and to compute. A constant that several nodes read is the first one's.
 *
 * @param name the node's name
 * @param op its operator
 * @param shape extents of its result
 * @param parameters numbers in its constants
 * @param nonZeros those of them that are not zero
 * @param bytes what its constants take in the file
 * @param macs products that are summed, padding and zeros included
 */
public record Layer(
    String name, String op, Shape shape, long parameters, long nonZeros, long bytes, long macs) {

  /**
   * The nodes of a graph but its inputs and constants, and what constants alone decide: a weight
   * that is reshaped before it is used is the weight of the node that uses it.
   *
   * @param bytes what a constant takes in the file
   */
  public static List<Layer> of(Graph graph, ToLongFunction<Node> bytes) {
    // For each node that constants alone decide: the constants; null for all others.
    List<@Nullable Set<Node>> decided = new ArrayList<>();
    Set<Node> counted = new HashSet<>();
    List<Layer> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Set<Node> constants = new LinkedHashSet<>();
      boolean varies = node.op() instanceof Input;
      for (Value operand : node.in()) {
        Set<Node> of = decided.get(operand.id());
        varies |= of == null;
        constants.addAll(of == null ? Set.of() : of);
      }
      if (node.op() instanceof Constant) {
        constants.add(node);
      }
      decided.add(varies ? null : constants);
      if (varies && !(node.op() instanceof Input)) {
        constants.removeIf(constant -> !counted.add(constant));
        layers.add(of(graph, node, constants, bytes));
      }
    }
    return layers;
  }

  private static Layer of(Graph graph, Node node, Set<Node> constants, ToLongFunction<Node> bytes) {
    long parameters = 0;
    long nonZeros = 0;
    long stored = 0;
    for (Node constant : constants) {
      if (constant.op() instanceof Constant(var weight)) {
        parameters += weight.type().shape().size();
        nonZeros += nonZeros(weight);
        stored += bytes.applyAsLong(constant);
      }
    }
    Shape shape = node.type().shape();
    return new Layer(
        node.name(), node.op().name(), shape, parameters, nonZeros, stored, macs(graph, node));
  }

  private static long nonZeros(Weight weight) {
    return switch (weight) {
      case Dense(var tensor) -> nonZeros(tensor);
      case Codebook codebook -> nonZeros(codebook.decode());
      case Sparse sparse -> nonZeros(sparse.values());
    };
  }

  private static long nonZeros(Tensor tensor) {
    long count = 0;
    for (long i = 0; i < tensor.size(); i++) {
      count += tensor.valueAt(i) == 0 ? 0 : 1;
    }
    return count;
  }

  private static long macs(Graph graph, Node node) {
    if (!(node.op() instanceof Contraction contraction)) {
      return 0;
    }
    Shape weights = graph.node(node.in().get(1)).type().shape();
    long products =
        switch (contraction) {
          case Conv _ -> weights.size(1, weights.rank());
          case MatMul _ -> weights.dim(-2);
        };
    return node.type().shape().size() * products;
  }

  /** All layers as one. */
  static Layer total(List<Layer> layers) {
    return new Layer(
        "total",
        "",
        Shape.of(),
        layers.stream().mapToLong(Layer::parameters).sum(),
        layers.stream().mapToLong(Layer::nonZeros).sum(),
        layers.stream().mapToLong(Layer::bytes).sum(),
        layers.stream().mapToLong(Layer::macs).sum());
  }

  /** Non-zero parameters by all; 1 for a layer without any. */
  double density() {
    return parameters == 0 ? 1 : (double) nonZeros / parameters;
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("name", name).put("op", op);
    json.set("shape", Json.shape(shape));
    return json.put("parameters", parameters)
        .put("macs", macs)
        .put("bytes", bytes)
        .put("density", density());
  }

  /** The cells of a table's row. */
  String[] cells() {
    return new String[] {
      name,
      op,
      op.isEmpty() ? "" : shape.toString().replace(',', 'x'),
      Numbers.count(parameters),
      Numbers.count(bytes),
      Numbers.count(macs),
      parameters == 0 ? "-" : Numbers.percent(100 * density())
    };
  }
}
