// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds everything in a graph that has no integer form. */
final class Obstacles {

  private Obstacles() {}

  /** One problem for each layer, in order; none when the graph can become integers. */
  static List<Diagnostic> of(Region region) {
    Graph graph = region.graph();
    List<Diagnostic> problems = new ArrayList<>();
    for (Node node : graph.nodes()) {
      obstacle(region, node)
          .ifPresent(text ->
              problems.add(
                  Diagnostic.error(
                      "fixed.unsupported",
                      node.origin().withName(node.name()),
                      node.op().name() + " " + text,
                      "")));
    }
    if (problems.isEmpty() && region.isEmpty()) {
      problems.add(
          Diagnostic.error(
              "fixed.empty",
              Origin.named(graph.name()),
              "nothing in the network needs a device: no convolution, matrix product or pooling",
              ""));
    }
    return problems;
  }

  private static Optional<String> obstacle(Region region, Node node) {
    return switch (region.of(node.out())) {
      case CONSTANT ->
          region.isReadByDevice(node.out()) && !isFinite(node.op())
              ? Optional.of("holds numbers that are infinite or no numbers")
              : Optional.empty();
      case PREFIX -> prefix(region, node);
      case SUFFIX ->
          node.op() instanceof Contraction || node.op() instanceof Pool
              ? Optional.of("follows a softmax, which has no integer form and ends the device")
              : Optional.empty();
      case DEVICE -> device(region.graph(), node);
    };
  }

  private static boolean isFinite(Op op) {
    return !(op instanceof Constant(var weight))
        || !weight.type().isFloat()
        || Histogram.of(weight.decode()).strange() == 0;
  }

  private static Optional<String> prefix(Region region, Node node) {
    return node.type().isFloat() || !region.isReadByDevice(node.out())
        ? Optional.empty()
        : Optional.of("has the format " + node.type().number() + " already");
  }

  private static Optional<String> device(Graph graph, Node node) {
    if (!node.type().isFloat()) {
      return Optional.of("has the format " + node.type().number() + " already");
    }
    return switch (node.op()) {
      case BatchNorm _ -> Optional.of("has computed statistics, so that it cannot be folded");
      case Contraction _
          when node.in().size() == 3 && !(graph.node(node.in().get(2)).op() instanceof Constant) ->
          Optional.of("has a computed bias");
      case Op _ -> Optional.empty();
    };
  }
}
