// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.learn.State;
import dev.cinch.passes.represent.Representation;
import java.util.List;
import java.util.Locale;

/**
 * Learning and compression by turns: numbers w are pulled towards z, the projection of {@code w +
 * u}, and the multipliers u gather what is between them (ADMM in scaled form: Zhang et al., ECCV
 * 2018; the same with a strength that grows: Carreira-Perpinan and Idelbayev, CVPR 2018, algorithm
 * 1). The learning step knows nothing of the representation: the penalty {@code strength / 2 * |w -
 * z + u|^2} is a proximal step behind each step of the optimizer.
 */
public final class Attracted implements Driver {

  private final Representation representation;
  private final Times times;
  private final double growth;
  private final List<float[]> targets;
  private final List<float[]> multipliers;

  /** The strength now. */
  private final double[] strength;

  /**
   * A driver.
   *
   * @param times when z and u are renewed
   * @param strength at the start
   * @param growth by which the strength is multiplied at each renewal, at least 1
   */
  public Attracted(
      Representation representation,
      Times times,
      double strength,
      double growth,
      List<Integer> sizes) {
    this.representation = representation;
    this.times = times;
    this.growth = growth;
    this.strength = new double[] {strength};
    this.targets = sizes.stream().map(float[]::new).toList();
    this.multipliers = sizes.stream().map(float[]::new).toList();
  }

  @Override
  public void start(List<float[]> numbers) {
    retarget(times.progress(0), numbers);
  }

  /** z = projection of w + u. */
  private void retarget(double progress, List<float[]> numbers) {
    for (int t = 0; t < targets.size(); t++) {
      float[] z = targets.get(t);
      float[] u = multipliers.get(t);
      float[] w = numbers.get(t);
      for (int i = 0; i < z.length; i++) {
        z[i] = w[i] + u[i];
      }
    }
    representation.project(progress, targets);
  }

  @Override
  public void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {
    representation.observe(numbers, gradient);
  }

  @Override
  public void after(Moment now, List<float[]> numbers, List<float[]> directions) {
    float pull = (float) (now.rate() * strength[0]);
    float scale = 1 / (1 + pull);
    for (int t = 0; t < targets.size(); t++) {
      float[] z = targets.get(t);
      float[] u = multipliers.get(t);
      float[] w = numbers.get(t);
      for (int i = 0; i < w.length; i++) {
        w[i] = (w[i] + pull * (z[i] - u[i])) * scale;
      }
    }
    if (times.isDue(now)) {
      retarget(times.progress(now.share()), numbers);
      for (int t = 0; t < targets.size(); t++) {
        float[] z = targets.get(t);
        float[] u = multipliers.get(t);
        float[] w = numbers.get(t);
        for (int i = 0; i < w.length; i++) {
          u[i] = (float) ((u[i] + w[i] - z[i]) / growth);
        }
      }
      strength[0] *= growth;
    }
  }

  @Override
  public void finish(List<float[]> numbers) {
    representation.project(1, numbers);
  }

  @Override
  public String describe(List<float[]> numbers) {
    double distance = 0;
    double length = 0;
    for (int t = 0; t < targets.size(); t++) {
      for (int i = 0; i < targets.get(t).length; i++) {
        double apart = numbers.get(t)[i] - targets.get(t)[i];
        distance += apart * apart;
        length += (double) numbers.get(t)[i] * numbers.get(t)[i];
      }
    }
    return String.format(
        Locale.ROOT,
        "%s, distance %.3f",
        Densities.text(targets),
        length == 0 ? 0 : Math.sqrt(distance / length));
  }

  @Override
  public void state(State state) {
    representation.state(state);
    targets.forEach(state::numbers);
    multipliers.forEach(state::numbers);
    state.numbers(strength);
  }
}
