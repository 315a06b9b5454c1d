// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import dev.cinch.passes.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds how many weights each layer can lose (the sensitivity analysis of Han et al., NIPS 2015,
 * section 4, made automatic). Each layer is pruned alone, down a ladder of densities, and the drop
 * of accuracy recorded. Then all layers go as far down as a common tolerance lets each, with the
 * largest tolerance at which all of them together stay within the drop that is allowed. From there,
 * and from the top, layers go down one rung at a time, the one that frees most numbers first, while
 * that holds; of the two ends, the one that keeps fewer numbers is taken.
 */
public final class SensitivityScan {

  /** From 1 downwards, each rung about four fifths of the one above. */
  private static final double[] LADDER = {
    1, 0.8, 0.65, 0.5, 0.4, 0.32, 0.25, 0.2, 0.16, 0.13, 0.1, 0.08, 0.065, 0.05, 0.04, 0.032, 0.025,
    0.02, 0.016, 0.013, 0.01
  };

  private final List<Integer> sizes;
  private final ToDoubleFunction<List<Double>> quick;
  private final ToDoubleFunction<List<Double>> accuracy;
  private final Progress progress;
  private long done;

  /**
   * A scan.
   *
   * @param sizes how many numbers each layer has
   * @param quick per cent of few examples that are right at some densities, one for each layer
   * @param accuracy the same on all examples
   */
  public SensitivityScan(
      List<Integer> sizes,
      ToDoubleFunction<List<Double>> quick,
      ToDoubleFunction<List<Double>> accuracy,
      Progress progress) {
    this.sizes = List.copyOf(sizes);
    this.quick = quick;
    this.accuracy = accuracy;
    this.progress = progress;
  }

  /**
   * Densities at which accuracy is at most {@code drop} points below that at density 1.
   *
   * @param drop points of accuracy, at least 0
   */
  public List<Double> densities(double drop) {
    List<double[]> curves = curves(drop);
    List<Double> tolerances = tolerances(curves);
    double least = accuracy.applyAsDouble(densities(top())) - drop;
    int low = 0;
    int high = tolerances.size() - 1;
    // Tolerance 0 is not sure to hold for all layers together: then nothing is pruned at first.
    List<Integer> best = top();
    while (low <= high) {
      int middle = (low + high) >>> 1;
      List<Integer> rungs = rungs(curves, tolerances.get(middle));
      if (holds(rungs, least)) {
        best = rungs;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    // A tolerance spends the drop on all layers, also where little is gained: try without one, too.
    List<Integer> alone = descend(top(), least);
    List<Integer> together = descend(best, least);
    return densities(kept(alone) <= kept(together) ? alone : together);
  }

  private double kept(List<Integer> rungs) {
    return IntStream.range(0, sizes.size())
        .mapToDouble(i -> LADDER[rungs.get(i)] * sizes.get(i))
        .sum();
  }

  private List<Integer> top() {
    return Collections.nCopies(sizes.size(), 0);
  }

  private static List<Double> densities(List<Integer> rungs) {
    return rungs.stream().map(rung -> LADDER[rung]).toList();
  }

  private boolean holds(List<Integer> rungs, double least) {
    progress.at("prune", done, done + 1);
    done++;
    return accuracy.applyAsDouble(densities(rungs)) >= least;
  }

  /** For each layer the drop at each rung when it alone is pruned; the scan ends far below. */
  private List<double[]> curves(double drop) {
    double dense = quick.applyAsDouble(densities(top()));
    List<double[]> curves = new ArrayList<>();
    for (int layer = 0; layer < sizes.size(); layer++) {
      double[] curve = new double[LADDER.length];
      for (int rung = 1; rung < LADDER.length; rung++) {
        boolean isLost = curve[rung - 1] > 4 * drop + 1;
        double at =
            isLost
                ? Double.POSITIVE_INFINITY
                : dense - quick.applyAsDouble(densities(with(top(), layer, rung)));
        // A rung that happens to score better than one above it is no reason to trust it more.
        curve[rung] = Math.max(curve[rung - 1], at);
      }
      curves.add(curve);
      done += LADDER.length;
      progress.at("prune", done, (long) (sizes.size() + 1) * LADDER.length);
    }
    return curves;
  }

  private static List<Double> tolerances(List<double[]> curves) {
    return curves.stream()
        .flatMap(curve -> Arrays.stream(curve).boxed())
        .filter(Double::isFinite)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Integer> rungs(List<double[]> curves, double tolerance) {
    return curves.stream()
        .map(curve ->
            IntStream.range(0, LADDER.length)
                .filter(rung -> curve[rung] <= tolerance)
                .max()
                .orElse(0))
        .toList();
  }

  /** One layer at a time goes down a rung, as long as the accuracy holds. */
  private List<Integer> descend(List<Integer> start, double least) {
    List<Integer> rungs = start;
    Set<Integer> open = new TreeSet<>(IntStream.range(0, sizes.size()).boxed().toList());
    while (!open.isEmpty()) {
      List<Integer> now = rungs;
      int layer = open.stream().max(Comparator.comparingDouble(l -> gain(l, now))).orElseThrow();
      List<Integer> lower = with(rungs, layer, rungs.get(layer) + 1);
      if (gain(layer, rungs) > 0 && holds(lower, least)) {
        rungs = lower;
      } else {
        open.remove(layer);
      }
    }
    return rungs;
  }

  private double gain(int layer, List<Integer> rungs) {
    int rung = rungs.get(layer);
    return rung + 1 < LADDER.length ? (LADDER[rung] - LADDER[rung + 1]) * sizes.get(layer) : 0;
  }

  private static List<Integer> with(List<Integer> rungs, int layer, int rung) {
    List<Integer> other = new ArrayList<>(rungs);
    other.set(layer, rung);
    return other;
  }
}
