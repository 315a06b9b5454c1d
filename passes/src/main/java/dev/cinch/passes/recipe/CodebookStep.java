// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import dev.cinch.passes.share.ShareValues;
import dev.cinch.passes.share.SharedWeight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Clusters the non-zero weights of some layers into shared values; biases stay as they are.
 *
 * @param origin where it stands in the recipe
 * @param layers patterns over names of layers
 * @param bits width of a code; empty switches the step off
 */
record CodebookStep(Origin origin, Arguments.Argument layers, OptionalInt bits) implements Step {

  /** Clusters that are this close to the best are the best for all that matters. */
  private static final double WORTH_SAYING = 0.001;

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
      problems.addAll(Layers.unsuitable(graph, layers, name()));
    }
    return problems;
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    if (bits.isEmpty()) {
      return Result.ok(new Done(graph, Optional.empty()));
    }
    List<Value> chosen =
        Layers.matching(graph, layers).stream().map(layer -> layer.in().get(1)).distinct().toList();
    List<SharedWeight> reports = new ArrayList<>();
    Map<Value, Weight> weights = new LinkedHashMap<>();
    for (Value value : chosen) {
      ShareValues.Shared shared =
          ShareValues.share(value.name(), Layers.decode(graph, value), bits.getAsInt());
      weights.put(value, shared.weight());
      reports.add(shared.report());
      environment.progress().at("codebook", reports.size(), chosen.size());
    }
    return new Result.Ok<>(
        new Done(
            ReplaceConstants.run(graph, weights),
            Optional.of(new StepReport.SharedWeights(reports))),
        warnings(reports));
  }

  private static List<Diagnostic> warnings(List<SharedWeight> reports) {
    return reports.stream()
        .filter(report -> report.distance() > WORTH_SAYING)
        .map(report ->
            Diagnostic.warning(
                "codebook.binned",
                Origin.named(report.name()),
                report.numbers()
                    + " weights are too many for exact clusters: their squared error can be "
                    + String.format(Locale.ROOT, "%.2g", 100 * report.distance())
                    + " % above the least",
                ""))
        .toList();
  }
}
