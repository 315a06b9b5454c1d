// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import java.util.ArrayList;
import java.util.List;

/** Layers, as recipes name them: contractions with constant weights. */
final class Layers {

  private static final int MOST_NAMES = 20;

  private Layers() {}

  /** All layers of a graph, in order. */
  static List<Node> of(Graph graph) {
    return graph.nodes().stream()
        .filter(node ->
            node.op() instanceof Contraction
                && graph.node(node.in().get(1)).op() instanceof Constant)
        .toList();
  }

  /** The layers that some of the patterns match, in order. */
  static List<Node> matching(Graph graph, Arguments.Argument patterns) {
    List<Glob> globs = patterns.words().stream().map(word -> new Glob(word.text())).toList();
    return of(graph).stream()
        .filter(layer -> globs.stream().anyMatch(glob -> glob.matches(layer.name())))
        .toList();
  }

  /** A problem for each pattern that matches no layer. */
  static List<Diagnostic> unmatched(Graph graph, Arguments.Argument patterns) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Yaml.Scalar word : patterns.words()) {
      Glob glob = new Glob(word.text());
      if (of(graph).stream().noneMatch(layer -> glob.matches(layer.name()))) {
        problems.add(
            Diagnostic.error(
                "recipe.pattern",
                word.origin(),
                "'" + word.text() + "' matches no layer",
                "layers: " + names(graph)));
      }
    }
    return problems;
  }

  private static String names(Graph graph) {
    List<String> names = of(graph).stream().map(Node::name).toList();
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES)) + ", … " + names.size() + " in all";
  }
}
