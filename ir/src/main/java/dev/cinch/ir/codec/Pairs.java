// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.VARIANCE;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the signs of outputs say of each other. Outputs that have learned much the same, or the
 * opposite, agree or disagree in the signs of their weights: each pair of outputs has a coefficient
 * for that.
 */
final class Pairs {

  /** How many choices there are of what pairs are expected to say; the first is nothing. */
  static final int CHOICES = 4;

  /** Models look at no more outputs than this. */
  private static final int MOST_OUTPUTS = 1 << 10;

  private static final int[] VARIANCES = {0, VARIANCE / 64, VARIANCE / 8, VARIANCE / 2};

  private final Logistic logistic;
  private final int first;
  private final int[] last;
  private int[] before = new int[64];
  private int[] outputs = new int[64];
  private int size;

  private Pairs(View view, int variance, Logistic logistic) {
    int all = (int) view.outputs();
    this.logistic = logistic;
    this.first = logistic.family(all * (all - 1) / 2, 0, variance);
    this.last = new int[Math.toIntExact(view.taps())];
    Arrays.fill(last, -1);
  }

  /** Whether there are pairs to be looked at. */
  static boolean areIn(View view) {
    return !view.isLong() && view.outputs() > 1 && view.outputs() <= MOST_OUTPUTS;
  }

  /** The pairs of a tensor, or null where they are not looked at. */
  static @Nullable Pairs of(View view, int choice, Logistic logistic) {
    return choice > 0 && areIn(view) ? new Pairs(view, VARIANCES[choice], logistic) : null;
  }

  /** The next sign depends on the signs of all outputs before this one at the same place. */
  void look(Decisions coder, Grids grids) throws Malformed {
    int output = grids.output();
    int pair = first + output * (output - 1) / 2;
    int count = 0;
    for (int k = last[grids.tap()]; k >= 0; k = before[k], count++) {
      int other = outputs[k];
      logistic.on(pair + other, grids.met(other) < 0 ? Logistic.ONE : -Logistic.ONE);
    }
    coder.work(count);
    if (size == outputs.length) {
      before = Arrays.copyOf(before, 2 * size);
      outputs = Arrays.copyOf(outputs, 2 * size);
    }
    before[size] = last[grids.tap()];
    outputs[size] = output;
    last[grids.tap()] = size++;
  }
}
