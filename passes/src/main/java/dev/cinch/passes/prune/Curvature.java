// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import java.util.List;

/**
 * {@code h * w^2 / 2} with the diagonal of the Hessian: what the loss grows by, to second order, at
 * a minimum and without what couples numbers (LeCun, Denker, Solla, Optimal Brain Damage, NIPS
 * 1989, equation 5).
 *
 * @param diagonal for each tensor, not negative
 */
public record Curvature(List<float[]> diagonal) implements Saliency {
  public Curvature {
    diagonal = List.copyOf(diagonal);
  }

  @Override
  public void score(int tensor, float[] numbers, float[] scores) {
    float[] h = diagonal.get(tensor);
    for (int i = 0; i < numbers.length; i++) {
      scores[i] = h[i] * numbers[i] * numbers[i] / 2;
    }
  }
}
