// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.learn.State;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Soft weight sharing (Nowlan and Hinton, Neural Computation 4/4, 1992; Ullrich, Meeds, Welling,
 * ICLR 2017): all numbers are drawn towards the components of a Gaussian mixture that is learned
 * with them, one of which stays at zero and takes nearly all. In the end each number becomes the
 * mean of the component that most likely made it. The prior counts {@code strength / examples} for
 * each number beside the mean loss of an example; precisions have Gamma priors.
 *
 * <p>Densities are evaluated for cells of numbers whose sign, exponent and first eight bits agree,
 * so that a step costs two passes over the numbers, however many components there are.
 */
public final class Mixture implements Driver {

  /** Bits of a float that do not tell cells apart. */
  private static final int SHIFT = 23 - 8;

  private static final int CELLS = 1 << (Float.SIZE - SHIFT);

  /** Gamma priors of precisions, shape and rate, of the component at zero and of the others. */
  private static final double[] ZERO_PRIOR = {5000, 2};

  private static final double[] PRIOR = {250, 0.1};

  /** Adam's rates of means, and of logarithms of variances and shares. */
  private static final double MEAN_RATE = 1e-4;

  private static final double SHAPE_RATE = 3e-3;

  private final int components;
  private final double zeroShare;
  private final double weight;

  /** Means, logarithms of variances, and logits of shares; three times the components. */
  private final double[] prior;

  private final double[] first;
  private final double[] second;
  private final int[] steps = new int[1];

  private final long[] counts = new long[CELLS];
  private final double[] sums = new double[CELLS];
  private final float[] slope = new float[CELLS];
  private final float[] offset = new float[CELLS];

  /**
   * A prior.
   *
   * @param components how many, with that at zero, at least 2
   * @param zeroShare the share of the component at zero
   * @param strength of the whole prior against the loss of all examples together
   * @param examples how many examples there are
   */
  public Mixture(int components, double zeroShare, double strength, long examples) {
    this.components = components;
    this.zeroShare = zeroShare;
    this.weight = strength / examples;
    this.prior = new double[3 * components];
    this.first = new double[3 * components];
    this.second = new double[3 * components];
  }

  /** Means spread evenly over the numbers, deviations of half their distance. */
  @Override
  public void start(List<float[]> numbers) {
    double least = 0;
    double most = 0;
    for (float[] of : numbers) {
      for (float number : of) {
        least = Math.min(least, number);
        most = Math.max(most, number);
      }
    }
    int others = components - 1;
    double between = (most - least) / Math.max(1, others - 1);
    for (int j = 0; j < components; j++) {
      prior[j] = j == 0 ? 0 : others == 1 ? (most + least) / 2 : least + (j - 1) * between;
      prior[components + j] = 2 * StrictMath.log(Math.max(1e-4, between / 4));
    }
  }

  private double mean(int j) {
    return prior[j];
  }

  private double precision(int j) {
    return StrictMath.exp(-prior[components + j]);
  }

  /** The logarithm of each component's share times its height. */
  private double[] heights() {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 1; j < components; j++) {
      most = Math.max(most, prior[2 * components + j]);
    }
    double sum = 0;
    for (int j = 1; j < components; j++) {
      sum += StrictMath.exp(prior[2 * components + j] - most);
    }
    double[] heights = new double[components];
    for (int j = 0; j < components; j++) {
      double share =
          j == 0
              ? StrictMath.log(zeroShare)
              : StrictMath.log(1 - zeroShare)
                  + prior[2 * components + j]
                  - most
                  - StrictMath.log(sum);
      heights[j] = share - prior[components + j] / 2;
    }
    return heights;
  }

  private static int cell(float number) {
    return Float.floatToRawIntBits(number) >>> SHIFT;
  }

  @Override
  public void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {
    Arrays.fill(counts, 0);
    Arrays.fill(sums, 0);
    for (float[] of : numbers) {
      for (float number : of) {
        int cell = cell(number);
        counts[cell]++;
        sums[cell] += number;
      }
    }
    double[] slopes = new double[3 * components];
    double[] heights = heights();
    double[] precisions = new double[components];
    Arrays.setAll(precisions, this::precision);
    double[] likely = new double[components];
    double[] taken = new double[components];
    for (int cell = 0; cell < CELLS; cell++) {
      if (counts[cell] > 0) {
        double at = sums[cell] / counts[cell];
        responsibilities(at, heights, precisions, likely);
        double pull = 0;
        double towards = 0;
        for (int j = 0; j < components; j++) {
          double apart = at - mean(j);
          double held = likely[j] * counts[cell];
          taken[j] += held;
          slopes[j] -= held * precisions[j] * apart;
          slopes[components + j] += held / 2 * (1 - precisions[j] * apart * apart);
          pull += likely[j] * precisions[j];
          towards += likely[j] * precisions[j] * mean(j);
        }
        slope[cell] = (float) (weight * pull);
        offset[cell] = (float) (weight * towards);
      }
    }
    for (int t = 0; t < numbers.size(); t++) {
      float[] of = numbers.get(t);
      float[] g = gradient.get(t);
      for (int i = 0; i < of.length; i++) {
        int cell = cell(of[i]);
        g[i] += slope[cell] * of[i] - offset[cell];
      }
    }
    learn(slopes, taken, precisions);
  }

  /** How likely each component made a number. */
  private void responsibilities(double at, double[] heights, double[] precisions, double[] likely) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < components; j++) {
      double apart = at - mean(j);
      likely[j] = heights[j] - precisions[j] * apart * apart / 2;
      most = Math.max(most, likely[j]);
    }
    double sum = 0;
    for (int j = 0; j < components; j++) {
      likely[j] = likely[j] < most - 40 ? 0 : StrictMath.exp(likely[j] - most);
      sum += likely[j];
    }
    for (int j = 0; j < components; j++) {
      likely[j] /= sum;
    }
  }

  /** One step of Adam for the mixture itself. */
  private void learn(double[] slopes, double[] taken, double[] precisions) {
    double others = 0;
    for (int j = 1; j < components; j++) {
      others += taken[j];
    }
    double[] shares = shares();
    for (int j = 0; j < components; j++) {
      double[] gamma = j == 0 ? ZERO_PRIOR : PRIOR;
      slopes[components + j] += gamma[0] - 1 - gamma[1] * precisions[j];
      slopes[2 * components + j] = j == 0 ? 0 : others * shares[j] - taken[j];
    }
    slopes[0] = 0;
    steps[0]++;
    double ofFirst = 1 - StrictMath.pow(0.9, steps[0]);
    double ofSecond = 1 - StrictMath.pow(0.999, steps[0]);
    for (int i = 0; i < prior.length; i++) {
      double g = weight * slopes[i];
      first[i] = 0.9 * first[i] + 0.1 * g;
      second[i] = 0.999 * second[i] + 0.001 * g * g;
      double rate = i < components ? MEAN_RATE : SHAPE_RATE;
      prior[i] -= rate * first[i] / ofFirst / (Math.sqrt(second[i] / ofSecond) + 1e-12);
    }
  }

  private double[] shares() {
    double[] shares = new double[components];
    double sum = 0;
    for (int j = 1; j < components; j++) {
      shares[j] = StrictMath.exp(prior[2 * components + j]);
      sum += shares[j];
    }
    for (int j = 1; j < components; j++) {
      shares[j] /= sum;
    }
    return shares;
  }

  /** Each number becomes the mean of its component. */
  @Override
  public void finish(List<float[]> numbers) {
    assign(numbers);
  }

  private void assign(List<float[]> numbers) {
    double[] heights = heights();
    double[] precisions = new double[components];
    Arrays.setAll(precisions, this::precision);
    for (float[] of : numbers) {
      for (int i = 0; i < of.length; i++) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < components; j++) {
          double apart = of[i] - mean(j);
          double likely = heights[j] - precisions[j] * apart * apart / 2;
          if (likely > most) {
            most = likely;
            best = j;
          }
        }
        of[i] = (float) mean(best);
      }
    }
  }

  @Override
  public String describe(List<float[]> numbers) {
    List<float[]> assigned = numbers.stream().map(float[]::clone).toList();
    assign(assigned);
    return String.format(
        Locale.ROOT,
        "%s if assigned now, deviation at zero %.4f",
        Densities.text(assigned),
        StrictMath.exp(prior[components] / 2));
  }

  @Override
  public void state(State state) {
    state.numbers(prior);
    state.numbers(first);
    state.numbers(second);
    state.numbers(steps);
  }
}
