// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import java.util.List;

/**
 * A penalty, as a proximal step behind each step of the optimizer (Parikh and Boyd, Proximal
 * Algorithms, 2014, section 4.2): numbers that it takes to zero are zero.
 *
 * @param norm which
 * @param strength by which the norm is multiplied in the loss
 * @param groups for {@link Norm#GROUP}, for each tensor the group of each number; empty arrays
 *     where each number is its own
 */
public record Shrunk(Norm norm, double strength, List<int[]> groups) implements Driver {

  /** What is made small beside the loss. */
  public enum Norm {
    /**
     * The sum of magnitudes: {@code w} moves by {@code rate * strength} towards zero, not beyond.
     */
    L1,
    /** Half the sum of squares. */
    L2,
    /**
     * The sum of the lengths of groups, each times the root of its size (Yuan and Lin, 2006; as Wen
     * et al., NIPS 2016, use it).
     */
    GROUP
  }

  public Shrunk {
    groups = List.copyOf(groups);
  }

  @Override
  public void after(Moment now, List<float[]> numbers, List<float[]> directions) {
    float step = (float) (now.rate() * strength);
    for (int t = 0; t < numbers.size(); t++) {
      float[] of = numbers.get(t);
      switch (norm) {
        case L1 -> soften(of, step);
        case L2 -> scale(of, 1 / (1 + step));
        case GROUP -> {
          if (groups.get(t).length == 0) {
            soften(of, step);
          } else {
            shorten(of, groups.get(t), step);
          }
        }
      }
    }
  }

  private static void soften(float[] of, float step) {
    for (int i = 0; i < of.length; i++) {
      of[i] = of[i] > step ? of[i] - step : of[i] < -step ? of[i] + step : 0;
    }
  }

  private static void scale(float[] of, float by) {
    for (int i = 0; i < of.length; i++) {
      of[i] *= by;
    }
  }

  private static void shorten(float[] of, int[] groups, float step) {
    int count = 0;
    for (int group : groups) {
      count = Math.max(count, group + 1);
    }
    double[] squares = new double[count];
    int[] sizes = new int[count];
    for (int i = 0; i < of.length; i++) {
      squares[groups[i]] += (double) of[i] * of[i];
      sizes[groups[i]]++;
    }
    float[] by = new float[count];
    for (int g = 0; g < count; g++) {
      double length = Math.sqrt(squares[g]);
      double less = step * Math.sqrt(sizes[g]);
      by[g] = length <= less ? 0 : (float) (1 - less / length);
    }
    for (int i = 0; i < of.length; i++) {
      of[i] *= by[groups[i]];
    }
  }

  @Override
  public String describe(List<float[]> numbers) {
    return Densities.text(numbers);
  }
}
