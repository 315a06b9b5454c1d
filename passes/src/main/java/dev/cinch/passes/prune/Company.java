// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import java.util.List;

/**
 * Makes numbers count more where much is kept already: a score is multiplied by {@code (e_in *
 * e_out)^(strength / 2)}, e being the sum of squared scores of its input or output by the mean of
 * these sums. What is kept gathers in few rows and columns, whose positions take fewer bits, and
 * whole inputs and outputs become free. Ours; no published method.
 *
 * @param strength 0 for none
 * @param inputs for each tensor the input of each number; an empty array where it has no two axes
 * @param outputs likewise the output
 */
public record Company(double strength, List<int[]> inputs, List<int[]> outputs) {

  /** None. */
  public static final Company NONE = new Company(0, List.of(), List.of());

  public Company {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Changes the scores of the numbers of a tensor. */
  public void weigh(int tensor, float[] scores) {
    if (strength == 0 || inputs.get(tensor).length == 0) {
      return;
    }
    float[] in = factors(scores, inputs.get(tensor));
    float[] out = factors(scores, outputs.get(tensor));
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= in[inputs.get(tensor)[i]] * out[outputs.get(tensor)[i]];
    }
  }

  private float[] factors(float[] scores, int[] groups) {
    int count = 0;
    for (int group : groups) {
      count = Math.max(count, group + 1);
    }
    double[] sums = new double[count];
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      double square = (double) scores[i] * scores[i];
      sums[groups[i]] += square;
      all += square;
    }
    float[] factors = new float[count];
    for (int g = 0; g < count; g++) {
      factors[g] = all == 0 ? 1 : (float) StrictMath.pow(sums[g] * count / all, strength / 2);
    }
    return factors;
  }
}
