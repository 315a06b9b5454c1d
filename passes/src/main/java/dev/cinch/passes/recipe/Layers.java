// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import dev.cinch.passes.prune.PrunedWeight;
import dev.cinch.passes.share.ShareValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Layers, as recipes name them: contractions with constant weights. */
final class Layers {

  /** What a pattern of layers may be, for people. */
  static final String PATTERNS =
      "names of layers, `*` and `?` match; or `@conv` or `@dense` for all of a kind, `@conv?` or"
          + " `@dense?` where there may be none";

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
    return of(graph).stream()
        .filter(layer -> patterns.words().stream().anyMatch(word -> matches(word.text(), layer)))
        .toList();
  }

  /**
   * Whether a pattern means a layer: by its name, or {@code @conv} or {@code @dense} by its kind.
   */
  static boolean matches(String pattern, Node layer) {
    return switch (pattern) {
      case "@conv", "@conv?" -> layer.op() instanceof Conv;
      case "@dense", "@dense?" -> layer.op() instanceof MatMul;
      default -> new Glob(pattern).matches(layer.name());
    };
  }

  /** What keeps a step from changing the layers that some patterns mean. */
  static List<Diagnostic> problems(Graph graph, Arguments.Argument patterns, String step) {
    List<Diagnostic> problems = new ArrayList<>(unmatched(graph, patterns));
    problems.addAll(unsuitable(graph, patterns, step));
    return problems;
  }

  /** A kind of layers of which a network may have none. */
  private static boolean isOptional(String pattern) {
    return pattern.equals("@conv?") || pattern.equals("@dense?");
  }

  /** A problem for each pattern that matches no layer and must match one. */
  static List<Diagnostic> unmatched(Graph graph, Arguments.Argument patterns) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Yaml.Scalar word : patterns.words()) {
      if (!isOptional(word.text())
          && of(graph).stream().noneMatch(layer -> matches(word.text(), layer))) {
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

  /**
   * A constant that a step works on.
   *
   * @param value the constant
   * @param layer whose operand it is; the first where several share it
   * @param isBias whether it is the layer's bias
   */
  record Chosen(Value value, Node layer, boolean isBias) {}

  /** The weights of the layers that some of the patterns match, each once, and their biases. */
  static List<Chosen> chosen(Graph graph, Arguments.Argument patterns, boolean withBiases) {
    Map<Value, Chosen> chosen = new LinkedHashMap<>();
    for (Node layer : matching(graph, patterns)) {
      Value weight = layer.in().get(1);
      chosen.putIfAbsent(weight, new Chosen(weight, layer, false));
      if (withBiases
          && layer.in().size() == 3
          && graph.node(layer.in().get(2)).op() instanceof Constant) {
        Value bias = layer.in().get(2);
        chosen.putIfAbsent(bias, new Chosen(bias, layer, true));
      }
    }
    return List.copyOf(chosen.values());
  }

  /** How many numbers each constant has. */
  static List<Integer> sizes(Graph graph, List<Value> values) {
    return values.stream()
        .map(value -> Math.toIntExact(graph.node(value).type().shape().size()))
        .toList();
  }

  /** Whether a constant's values are shared, sparse or not. */
  static boolean isShared(Graph graph, Value constant) {
    return graph.node(constant).op() instanceof Constant(var weight)
        && switch (weight) {
          case Dense _ -> false;
          case Codebook _ -> true;
          case Sparse sparse -> sparse.values() instanceof Codebook;
        };
  }

  /** The same graph with constants in the form of shared values; no number changes. */
  static Graph share(Graph graph, List<Value> values) {
    Map<Value, Weight> weights = new LinkedHashMap<>();
    for (Value value : values) {
      Tensor numbers = decode(graph, value);
      weights.put(value, ShareValues.recognize(value.name(), numbers));
    }
    return ReplaceConstants.run(graph, weights);
  }

  /** The numbers of a constant. */
  static Tensor decode(Graph graph, Value constant) {
    return ((Constant) graph.node(constant).op()).weight().decode();
  }

  /** A tensor of the same type with other numbers; those that are the same floats do not change. */
  static Tensor changed(Tensor old, float[] numbers) {
    if (old.type().number() == FloatType.F32) {
      return Tensor.ofFloats(old.shape(), numbers);
    }
    TensorWriter out = Tensor.writer(old.type());
    for (int i = 0; i < numbers.length; i++) {
      double was = old.valueAt(i);
      out.setValue(i, (float) was == numbers[i] ? was : numbers[i]);
    }
    return out.finish();
  }

  /** How much of some constants is not zero. */
  static StepReport pruned(Graph graph, List<Value> values) {
    List<PrunedWeight> reports = new ArrayList<>();
    for (Value value : values) {
      Tensor numbers = decode(graph, value);
      long kept = 0;
      for (long i = 0; i < numbers.size(); i++) {
        kept += numbers.valueAt(i) == 0 ? 0 : 1;
      }
      reports.add(new PrunedWeight(value.name(), numbers.size(), kept));
    }
    return new StepReport.Pruning(reports);
  }

  private static String names(Graph graph) {
    List<String> names = of(graph).stream().map(Node::name).toList();
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES)) + ", … " + names.size() + " in all";
  }
}
