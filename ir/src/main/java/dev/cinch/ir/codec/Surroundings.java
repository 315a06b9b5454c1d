// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.MEAN;
import static dev.cinch.ir.codec.Logistic.ONE;
import static dev.cinch.ir.codec.Logistic.VARIANCE;

import dev.cinch.ir.weight.Positions;

/**
 * What a magnitude is expected to be from what is around it: the magnitudes on its left and above,
 * whether its neighbours are kept, how many are kept of its output and at its place in all outputs,
 * and how much its sign was expected.
 */
final class Surroundings {

  private static final int MOST_USED = 10;

  private static final int FARTHEST_LEVEL = 2 * ONE;
  private static final int FARTHEST_COUNT = 8 * ONE;
  private static final int MOST_CONFIDENCE = 3 * ONE;

  /** Magnitudes are expected to be so much below the greatest, in units of {@link Logistic#ONE}. */
  private static final int USUAL = 9 * ONE / 4;

  private final Logistic logistic;
  private final Grids grids;
  private final boolean byGrid;
  private final boolean byOutput;
  private final boolean byTap;
  private final boolean sparse;
  private final int usual;
  private final int usualOfOutput;
  private final int usualOfTap;
  private final int taps;
  private final int levels;
  private final int places;
  private final int counts;
  private final int confidence;
  private final int[] used = new int[MOST_USED];
  private final int[] factors = new int[MOST_USED];
  private int size;

  Surroundings(Grids grids, Alphabet alphabet, Logistic logistic) {
    View view = grids.view();
    Positions kept = grids.kept();
    this.logistic = logistic;
    this.grids = grids;
    this.byGrid = view.grid() > 1;
    this.byOutput = view.outputs() > 1 && view.taps() > 1;
    this.byTap = byOutput;
    this.sparse = kept.count() < kept.size();
    this.usual = ONE * (alphabet.top() + 1) - USUAL;
    this.usualOfOutput = usual(grids.keptOfOutput(), kept.count());
    this.usualOfTap = usual(grids.keptOfTap(), kept.count());
    this.taps = logistic.family(byTap ? (int) view.taps() : 0, 0, VARIANCE / 32);
    this.levels = logistic.family(2, MEAN / 5, VARIANCE / 16);
    this.places = logistic.family(2, MEAN / 8, VARIANCE / 16);
    this.counts = logistic.family(2, MEAN * 3 / 8, VARIANCE / 16);
    this.confidence = logistic.family(1, MEAN / 5, VARIANCE / 16);
  }

  /** The level of the mean count of those lines that have any. */
  private static int usual(int[] counts, long all) {
    int lines = 0;
    for (int count : counts) {
      lines += count > 0 ? 1 : 0;
    }
    return Integers.levelOf(Math.max(1, all / Math.max(1, lines)));
  }

  /**
   * Looks around the value at which the walk is.
   *
   * @param confidence the logit of the sign that it has, in units of 1/256
   */
  void look(int confidence) {
    size = 0;
    if (byTap) {
      use(taps + grids.tap(), ONE);
    }
    if (byGrid) {
      neighbour(levels, grids.met(-1, 0));
      neighbour(levels + 1, grids.met(0, -1));
      if (sparse) {
        kept(places, -1, 0);
        kept(places, 1, 0);
        kept(places + 1, 0, -1);
        kept(places + 1, 0, 1);
      }
    }
    if (sparse && byOutput) {
      count(counts, Integers.levelOf(grids.keptOfOutput()[grids.output()]) - usualOfOutput);
      count(counts + 1, Integers.levelOf(grids.keptOfTap()[grids.tap()]) - usualOfTap);
    }
    if (confidence != 0) {
      use(this.confidence, Math.clamp(confidence, -MOST_CONFIDENCE, MOST_CONFIDENCE) / 2);
    }
  }

  private void use(int coefficient, int factor) {
    used[size] = coefficient;
    factors[size++] = factor;
  }

  private void neighbour(int which, int met) {
    if (met != 0) {
      int level = Math.abs(met) - 1 - usual;
      use(which, Math.clamp(level, -FARTHEST_LEVEL, FARTHEST_LEVEL) / 2);
    }
  }

  private void kept(int which, int right, int down) {
    if (grids.isInside(right, down)) {
      use(which, grids.isKept(right, down) ? ONE : -ONE);
    }
  }

  private void count(int which, int level) {
    use(which, Math.clamp(level, -FARTHEST_COUNT, FARTHEST_COUNT) / 2);
  }

  /** The next decision depends on what was seen. */
  void add() {
    for (int k = 0; k < size; k++) {
      logistic.on(used[k], factors[k]);
    }
  }
}
