// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Progress;
import dev.cinch.passes.fixed.Integers.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes an integer network of a floating-point one: runs it on samples, gives each tensor a format,
 * rewrites the graph, and measures on the same samples how often each format saturates.
 */
public final class ChooseFormats {

  private ChooseFormats() {}

  /**
   * An integer network.
   *
   * @param graph host part in floats, then integers, then floats again
   * @param samples how many examples there were
   * @param formats what each tensor was given, in the order of the graph
   */
  public record Chosen(Graph graph, int samples, List<NumberFormat> formats) {
    public Chosen {
      formats = List.copyOf(formats);
    }
  }

  /** Every layer that has no integer form. */
  public static List<Diagnostic> check(Graph graph) {
    return Obstacles.of(new Region(graph));
  }

  /**
   * Chooses formats.
   *
   * @param graph simplified, in floating point
   * @param samples calibration examples, each a list of the graph's inputs
   * @param engine executes floating-point graphs
   * @return the integer network, or all that is in its way
   */
  public static Result<Chosen> run(
      Graph graph,
      FormatSettings settings,
      Iterable<List<Tensor>> samples,
      Engine engine,
      Progress progress) {
    Region region = new Region(graph);
    List<Diagnostic> problems = Obstacles.of(region);
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    return Calibration.of(region, engine, samples, settings.samples())
        .then(calibration ->
            calibration
                .histograms(progress)
                .then(histograms -> choose(region, settings, calibration, histograms, progress)));
  }

  private static Result<Chosen> choose(
      Region region,
      FormatSettings settings,
      Calibration calibration,
      Map<Value, Histogram> histograms,
      Progress progress) {
    ToIntegers rewriting =
        new ToIntegers(region, new Formats(region, histograms, settings), settings);
    return rewriting
        .rewrite()
        .map(graph ->
            new Chosen(
                graph,
                calibration.samples(),
                measure(region, rewriting.decisions(), calibration, progress)));
  }

  private static List<NumberFormat> measure(
      Region region, List<Decision> decisions, Calibration calibration, Progress progress) {
    List<Seen> all = decisions.stream().map(Seen::new).toList();
    for (Seen seen : all) {
      if (region.graph().node(seen.decision.owner()).op() instanceof Constant(var weight)) {
        seen.add(weight.decode(), Rounding.HALF_EVEN);
      }
    }
    calibration.walk(
        "overflow",
        progress,
        (node, tensor) -> {
          for (Seen seen : all) {
            if (seen.decision.owner().equals(node.out())) {
              seen.add(tensor, Rounding.HALF_UP);
            }
          }
        });
    List<NumberFormat> formats = new ArrayList<>();
    all.forEach(seen -> formats.add(seen.format()));
    return formats;
  }

  /** The numbers that a format was given to. */
  private static final class Seen {
    private final Decision decision;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private long numbers;
    private long overflows;

    Seen(Decision decision) {
      this.decision = decision;
    }

    void add(Tensor tensor, Rounding rounding) {
      Fixed format = decision.format();
      for (long i = 0; i < tensor.size(); i++) {
        double x = tensor.valueAt(i);
        double steps = rounding.round(Math.scalb(x, format.fraction()));
        overflows += steps > format.max() || steps < format.min() ? 1 : 0;
        least = Math.min(least, x);
        greatest = Math.max(greatest, x);
      }
      numbers += tensor.size();
    }

    NumberFormat format() {
      return new NumberFormat(
          decision.value().name(),
          decision.role(),
          decision.format(),
          numbers == 0 ? 0 : least,
          numbers == 0 ? 0 : greatest,
          numbers,
          overflows);
    }
  }
}
