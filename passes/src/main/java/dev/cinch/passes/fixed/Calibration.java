// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Progress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Runs a floating-point network on samples and shows every value that needs a format. */
final class Calibration {

  private final Region region;
  private final Engine engine;
  private final List<List<Tensor>> samples;

  private Calibration(Region region, Engine engine, List<List<Tensor>> samples) {
    this.region = region;
    this.engine = engine;
    this.samples = samples;
  }

  /** Takes the first samples, at most {@code most}; a problem when there is none. */
  static Result<Calibration> of(
      Region region, Engine engine, Iterable<List<Tensor>> samples, int most) {
    List<List<Tensor>> taken = new ArrayList<>();
    Iterator<List<Tensor>> all = samples.iterator();
    while (taken.size() < most && all.hasNext()) {
      taken.add(all.next());
    }
    return taken.isEmpty()
        ? Result.failed(
            Diagnostic.error(
                "fixed.samples",
                Origin.named("fixed"),
                "number formats are chosen by calibration, and there is no sample",
                "name a data set with --data"))
        : Result.ok(new Calibration(region, engine, taken));
  }

  /** How many samples there are. */
  int samples() {
    return samples.size();
  }

  /** Histograms of all values that need a format; a problem for each that is not finite. */
  Result<Map<Value, Histogram>> histograms(Progress progress) {
    Map<Value, Histogram> histograms = values(Histogram::new);
    walk(
        "calibrate",
        progress,
        (node, tensor) -> java.util.Objects.requireNonNull(histograms.get(node.out())).add(tensor));
    List<Diagnostic> problems = new ArrayList<>();
    histograms.forEach((value, histogram) -> {
      if (histogram.strange() > 0) {
        problems.add(
            Diagnostic.error(
                "fixed.range",
                region.graph().node(value).origin().withName(value.name()),
                "gives numbers that are infinite or no numbers: " + histogram.strange(),
                "look at the model and at --input"));
      }
    });
    return problems.isEmpty() ? Result.ok(histograms) : new Result.Failed<>(problems);
  }

  /** One of something for each value that needs a format, in the order of the graph. */
  <T> Map<Value, T> values(java.util.function.Supplier<T> maker) {
    Map<Value, T> all = new TreeMap<>(java.util.Comparator.comparingInt(Value::id));
    region.formatted().forEach(node -> all.put(node.out(), maker.get()));
    return all;
  }

  /** Shows the values of every sample. */
  void walk(String task, Progress progress, BiConsumer<Node, Tensor> visitor) {
    boolean[] wanted = new boolean[region.graph().nodes().size()];
    region.formatted().forEach(node -> wanted[node.out().id()] = true);
    try (Executable executable = engine.prepare(region.graph())) {
      for (int i = 0; i < samples.size(); i++) {
        executable.run(
            samples.get(i),
            (node, tensor) -> {
              if (wanted[node.out().id()]) {
                visitor.accept(node, tensor);
              }
            });
        progress.at(task, i + 1L, samples.size());
      }
    }
  }
}
