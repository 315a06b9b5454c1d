// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.data.Accuracy;
import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Conv;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What keeps a graph from being trained. */
final class Trainable {

  private Trainable() {}

  /** Everything that stands against it, each with the node. */
  static List<Diagnostic> problems(Graph graph, Split split) {
    List<Diagnostic> problems = new ArrayList<>();
    if (Accuracy.accepts(graph, split) instanceof Result.Failed<Graph>(var found)) {
      problems.addAll(found);
    }
    Set<Value> needed = Learned.needed(graph);
    Set<Value> learned = Learned.constants(graph);
    for (Node node : graph.nodes()) {
      if (needed.contains(node.out())) {
        obstacle(node, learned)
            .ifPresent(text ->
                problems.add(
                    Diagnostic.error("train.node", node.origin().withName(node.name()), text, "")));
      }
    }
    if (problems.isEmpty() && learned.isEmpty()) {
      problems.add(
          Diagnostic.error(
              "train.nothing",
              Origin.named(graph.name()),
              "the first output has a derivative by no weight that could be learned",
              ""));
    }
    return problems;
  }

  private static Optional<String> obstacle(Node node, Set<Value> learned) {
    if (learned.contains(node.out()) && node.type().number() != FloatType.F32) {
      return Optional.of("holds " + node.type().number() + ", and weights are learned in F32");
    }
    if (node.type().isFloat()
        && node.op() instanceof Conv(var window, _)
        && window.axes() > Windows.MOST_AXES) {
      return Optional.of(
          "slides over %d axes, and training knows convolutions over %d"
              .formatted(window.axes(), Windows.MOST_AXES));
    }
    return Optional.empty();
  }
}
