// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** A problem for each layer that some of the patterns match whose weights are not floats. */
  static List<Diagnostic> unsuitable(Graph graph, Arguments.Argument patterns, String step) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Node layer : matching(graph, patterns)) {
      obstacle(graph, layer.in().get(1))
          .ifPresent(text -> {
            Origin where = layer.origin().withName(layer.name());
            problems.add(Diagnostic.error(step + ".weights", where, text, ""));
          });
    }
    return problems;
  }

  private static Optional<String> obstacle(Graph graph, Value weight) {
    TensorType type = graph.node(weight).type();
    if (!type.isFloat()) {
      return Optional.of("weights have the format %s already".formatted(type.number()));
    }
    Tensor numbers = decode(graph, weight);
    for (long i = 0; i < numbers.size(); i++) {
      if (!Double.isFinite(numbers.valueAt(i))) {
        return Optional.of("weight " + i + " is " + numbers.valueAt(i));
      }
    }
    return Optional.empty();
  }

  /** The numbers of a constant. */
  static Tensor decode(Graph graph, Value constant) {
    return ((Constant) graph.node(constant).op()).weight().decode();
  }

  private static String names(Graph graph) {
    List<String> names = of(graph).stream().map(Node::name).toList();
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES)) + ", … " + names.size() + " in all";
  }
}
