// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.data.Accuracy;
import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import dev.cinch.passes.learn.Resumable;
import dev.cinch.passes.learn.State;
import dev.cinch.passes.learn.Statistics;
import dev.cinch.passes.prune.Magnitudes;
import dev.cinch.passes.prune.SensitivityScan;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Densities by a sensitivity scan on held-out training examples. */
final class PruningScan {

  private final Graph graph;
  private final List<Layers.Chosen> chosen;
  private final List<Magnitudes> magnitudes;
  private final Split heldOut;
  private final Environment environment;

  private PruningScan(
      Graph graph, List<Layers.Chosen> chosen, Split heldOut, Environment environment) {
    this.graph = graph;
    this.chosen = chosen;
    this.magnitudes =
        chosen.stream().map(it -> new Magnitudes(Layers.decode(graph, it.value()))).toList();
    this.heldOut = heldOut;
    this.environment = environment;
  }

  /** A density for each constant. */
  static Result<List<Double>> run(
      Graph graph,
      Origin origin,
      List<Layers.Chosen> chosen,
      Arguments given,
      Environment environment) {
    Optional<Split> heldOut = environment.heldOut();
    if (heldOut.isEmpty()) {
      return Result.failed(
          Diagnostic.error(
              "prune.examples",
              origin,
              "density: scan measures accuracy on training examples, and there are none",
              "name a data set with --data, or give a density"));
    }
    double drop = given.real("drop");
    int samples = given.whole(PruneStep.SCAN);
    Statistics statistics =
        environment.learning().map(Environment.Learning::statistics).orElse(Statistics.NONE);
    String key =
        String.join(
            "\n",
            "sensitivity scan 1",
            environment.engine().name(),
            Statistics.digest(graph),
            heldOut.get().digest(),
            chosen.stream().map(it -> it.value().name()).toList().toString(),
            drop + " " + samples);
    return statistics
        .get(
            key,
            new Found(new double[chosen.size()]),
            found -> {
              List<Double> densities =
                  new PruningScan(graph, chosen, heldOut.get(), environment)
                      .densities(drop, samples);
              Arrays.setAll(found.densities(), densities::get);
              return Result.ok(found);
            })
        .map(found -> Arrays.stream(found.densities()).boxed().toList());
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Found(double[] densities) implements Resumable {
    @Override
    public void state(State state) {
      state.numbers(densities);
    }
  }

  private List<Double> densities(double drop, int samples) {
    return new SensitivityScan(
            magnitudes.stream().map(Magnitudes::size).toList(),
            densities -> top1(densities, samples),
            densities -> top1(densities, heldOut.size()),
            environment.progress())
        .densities(drop);
  }

  private double top1(List<Double> densities, int samples) {
    int threads = Runtime.getRuntime().availableProcessors();
    int count = Math.min(samples, heldOut.size());
    return Accuracy.measure(
            pruned(densities),
            environment.engine(),
            heldOut,
            count,
            Math.min(threads, count),
            () -> {})
        .top1();
  }

  private Graph pruned(List<Double> densities) {
    Map<Value, Weight> weights = new LinkedHashMap<>();
    IntStream.range(0, chosen.size())
        .filter(i -> densities.get(i) < 1)
        .forEach(i ->
            weights.put(
                chosen.get(i).value(), new Dense(magnitudes.get(i).keep(densities.get(i)))));
    return ReplaceConstants.run(graph, weights);
  }
}
