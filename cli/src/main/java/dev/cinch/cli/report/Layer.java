// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
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

  /** The nodes of a graph but its inputs and constants. */
  public static List<Layer> of(Graph graph, ToLongFunction<Node> bytes) {
    Set<Value> counted = new HashSet<>();
    List<Layer> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Source) {
        continue;
      }
      long parameters = 0;
      long nonZeros = 0;
      long stored = 0;
      for (Value operand : node.in()) {
        Node source = graph.node(operand);
        if (source.op() instanceof Constant(var weight) && counted.add(operand)) {
          parameters += source.type().shape().size();
          nonZeros += nonZeros(weight.decode());
          stored += bytes.applyAsLong(source);
        }
      }
      Shape shape = node.type().shape();
      layers.add(
          new Layer(
              node.name(), node.op().name(), shape, parameters, nonZeros, stored, macs(graph, node)));
    }
    return layers;
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
