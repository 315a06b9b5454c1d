// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.share.ShareValues;
import dev.cinch.passes.share.SharedWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Clusters the non-zero weights of some layers into shared values; biases stay as they are.
 *
 * @param origin where it stands in the recipe
 * @param layers patterns over names of layers
 * @param bits width of a code; empty switches the step off
 */
record CodebookStep(Origin origin, Arguments.Argument layers, OptionalInt bits) implements Step {

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "codebook",
          "clusters the non-zero weights of each layer into 2^bits - 1 shared values",
          Phase.WEIGHTS,
          List.of(
              new Parameter("layers", new Kind.Layers(), "*", "names of layers, `*` and `?` match"),
              new Parameter("bits", new Kind.Whole(1, 8, true), "4", "width of a code")),
          it -> new CodebookStep(it.origin(), it.get("layers"), it.wholeOrNone("bits")));

  @Override
  public String name() {
    return DEFINITION.name();
  }

  @Override
  public List<Diagnostic> check(Graph graph) {
    List<Diagnostic> problems = new ArrayList<>(Layers.unmatched(graph, layers));
    if (bits.isPresent()) {
      for (Node layer : Layers.matching(graph, layers)) {
        obstacle(graph.node(layer.in().get(1)))
            .ifPresent(text -> {
              Origin where = layer.origin().withName(layer.name());
              problems.add(Diagnostic.error("codebook.weights", where, text, ""));
            });
      }
    }
    return problems;
  }

  private static Optional<String> obstacle(Node weight) {
    if (!weight.type().isFloat()) {
      return Optional.of(
          "weights have the format %s already, and clusters are of floats"
              .formatted(weight.type().number()));
    }
    Tensor numbers = decode(weight);
    for (long i = 0; i < numbers.size(); i++) {
      if (!Double.isFinite(numbers.valueAt(i))) {
        return Optional.of("weight " + i + " is " + numbers.valueAt(i));
      }
    }
    return Optional.empty();
  }

  private static Tensor decode(Node node) {
    return ((Constant) node.op()).weight().decode();
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    if (bits.isEmpty()) {
      return Result.ok(new Done(graph, Optional.empty()));
    }
    Set<Value> chosen =
        Layers.matching(graph, layers).stream()
            .map(layer -> layer.in().get(1))
            .collect(Collectors.toSet());
    List<SharedWeight> reports = new ArrayList<>();
    GraphBuilder out = new GraphBuilder(graph.name());
    Value[] copies = new Value[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      List<Value> in = node.in().stream().map(operand -> copies[operand.id()]).toList();
      Op op = node.op();
      if (chosen.contains(node.out())) {
        op = new Constant(shared(node, reports));
        environment.progress().at("codebook", reports.size(), chosen.size());
      }
      copies[node.out().id()] = out.add(op, in, node.origin());
    }
    graph.outputs().forEach(o -> out.output(o.name(), copies[o.value().id()]));
    return new Result.Ok<>(
        new Done(out.build(), Optional.of(new StepReport.SharedWeights(reports))),
        warnings(reports));
  }

  private Weight shared(Node node, List<SharedWeight> reports) {
    ShareValues.Shared shared = ShareValues.share(node.name(), decode(node), bits.orElseThrow());
    reports.add(shared.report());
    return shared.weight();
  }

  private static List<Diagnostic> warnings(List<SharedWeight> reports) {
    return reports.stream()
        .filter(report -> !report.exact())
        .map(report ->
            Diagnostic.warning(
                "codebook.binned",
                Origin.named(report.name()),
                report.distinct()
                    + " different weights are too many for exact clusters:"
                    + " 65,536 bins of them were clustered",
                ""))
        .toList();
  }
}
