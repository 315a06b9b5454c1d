// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import dev.cinch.passes.learn.State;
import java.util.List;

/**
 * {@code |g * w|}, the mean over the steps so far, in which older ones fade: what the loss changes
 * by to first order (Molchanov et al., ICLR 2017, section 2.2).
 */
public final class Slope implements Saliency {

  private static final float FADE = 0.99f;

  private final List<float[]> means;

  /** Before the first step. */
  public Slope(List<Integer> sizes) {
    this.means = sizes.stream().map(float[]::new).toList();
  }

  @Override
  public void observe(List<float[]> numbers, List<float[]> gradient) {
    for (int t = 0; t < means.size(); t++) {
      float[] mean = means.get(t);
      float[] w = numbers.get(t);
      float[] g = gradient.get(t);
      for (int i = 0; i < mean.length; i++) {
        mean[i] = FADE * mean[i] + (1 - FADE) * Math.abs(g[i] * w[i]);
      }
    }
  }

  @Override
  public void score(int tensor, float[] numbers, float[] scores) {
    float[] mean = means.get(tensor);
    for (int i = 0; i < numbers.length; i++) {
      scores[i] = numbers[i] == 0 ? 0 : mean[i];
    }
  }

  @Override
  public void state(State state) {
    means.forEach(state::numbers);
  }
}
