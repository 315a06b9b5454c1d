// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.data.Accuracy;
import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import dev.cinch.passes.prune.Magnitudes;
import dev.cinch.passes.prune.PrunedWeight;
import dev.cinch.passes.prune.SensitivityScan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Sets the weights of least magnitude to zero; biases stay as they are.
 *
 * @param origin where it stands in the recipe
 * @param layers patterns over names of layers
 * @param density kept / all, the same in each layer; empty to find it by a sensitivity scan
 * @param drop for the scan, points of accuracy on held-out training examples that may be lost
 * @param scan for the scan, examples on which a layer is tried alone, at most
 */
record PruneStep(
    Origin origin, Arguments.Argument layers, OptionalDouble density, double drop, int scan)
    implements Step {

  private static final String SCAN = "scan";

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "prune",
          "sets the weights of least magnitude to zero",
          Phase.WEIGHTS,
          List.of(
              new Parameter("layers", new Kind.Layers(), "*", "names of layers, `*` and `?` match"),
              new Parameter(
                  "criterion",
                  new Kind.Choice(List.of("magnitude")),
                  "magnitude",
                  "which weights go first"),
              new Parameter(
                  "granularity",
                  new Kind.Choice(List.of("element")),
                  "element",
                  "what goes together"),
              new Parameter(
                  "density",
                  new Kind.Real(0, 1, SCAN),
                  SCAN,
                  "share of the weights to keep in each layer; scan finds one for each layer"),
              new Parameter(
                  "drop",
                  new Kind.Real(0, 100, ""),
                  "0.1",
                  "for density: scan, points of accuracy on held-out training examples that may be"
                      + " lost"),
              new Parameter(
                  "scan",
                  new Kind.Whole(1, 1_000_000, false),
                  "2000",
                  "for density: scan, held-out examples on which a layer is tried alone, at most")),
          it ->
              new PruneStep(
                  it.origin(),
                  it.get("layers"),
                  it.realUnless("density", SCAN),
                  it.real("drop"),
                  it.whole("scan")));

  @Override
  public String name() {
    return DEFINITION.name();
  }

  @Override
  public List<Diagnostic> check(Graph graph) {
    List<Diagnostic> problems = new ArrayList<>(Layers.unmatched(graph, layers));
    problems.addAll(Layers.unsuitable(graph, layers, name()));
    return problems;
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    List<Node> chosen = Layers.matching(graph, layers);
    Map<Value, Magnitudes> magnitudes = new LinkedHashMap<>();
    for (Node layer : chosen) {
      Value weight = layer.in().get(1);
      magnitudes.computeIfAbsent(weight, it -> new Magnitudes(Layers.decode(graph, it)));
    }
    Optional<Split> heldOut = environment.heldOut();
    if (density.isEmpty() && heldOut.isEmpty()) {
      return Result.failed(
          Diagnostic.error(
              "prune.examples",
              origin.withName(name()),
              "density: scan measures accuracy on training examples, and there are none",
              "name a data set with --data, or give a density"));
    }
    List<Double> densities =
        density.isPresent()
            ? Collections.nCopies(magnitudes.size(), density.getAsDouble())
            : scan(graph, magnitudes, heldOut.orElseThrow(), environment);
    List<PrunedWeight> reports = new ArrayList<>();
    int i = 0;
    for (Map.Entry<Value, Magnitudes> weight : magnitudes.entrySet()) {
      Magnitudes of = weight.getValue();
      reports.add(new PrunedWeight(weight.getKey().name(), of.size(), of.kept(densities.get(i++))));
    }
    Graph pruned = pruned(graph, magnitudes, densities);
    return Result.ok(new Done(pruned, Optional.of(new StepReport.Pruning(reports))));
  }

  private List<Double> scan(
      Graph graph, Map<Value, Magnitudes> magnitudes, Split heldOut, Environment environment) {
    List<Integer> sizes = magnitudes.values().stream().map(Magnitudes::size).toList();
    return new SensitivityScan(
            sizes,
            densities -> top1(pruned(graph, magnitudes, densities), heldOut, scan, environment),
            densities ->
                top1(pruned(graph, magnitudes, densities), heldOut, heldOut.size(), environment),
            environment.progress())
        .densities(drop);
  }

  private static double top1(Graph graph, Split split, int samples, Environment environment) {
    int threads = Runtime.getRuntime().availableProcessors();
    int count = Math.min(samples, split.size());
    return Accuracy.measure(
            graph, environment.engine(), split, count, Math.min(threads, count), () -> {})
        .top1();
  }

  private static Graph pruned(
      Graph graph, Map<Value, Magnitudes> magnitudes, List<Double> densities) {
    List<Value> values = List.copyOf(magnitudes.keySet());
    List<Magnitudes> ranked = List.copyOf(magnitudes.values());
    Map<Value, Weight> weights = new LinkedHashMap<>();
    IntStream.range(0, values.size())
        .filter(i -> densities.get(i) < 1)
        .forEach(i -> weights.put(values.get(i), new Dense(ranked.get(i).keep(densities.get(i)))));
    return ReplaceConstants.run(graph, weights);
  }
}
