// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.learn.State;
import dev.cinch.passes.represent.Representation;
import java.util.List;

/**
 * Projects when learning starts, and again while the representation narrows; in between, and from
 * then on, what the projection left is held: zeros stay zeros, and equal numbers equal where they
 * are to be shared.
 */
public final class Projected implements Driver {

  private final Representation representation;
  private final Times times;
  private final Zeros zeros;
  private final List<Shares> shares;

  /**
   * A driver.
   *
   * @param times when numbers are projected; {@link Times#ONCE} for the start alone
   * @param shares what holds equal numbers; none where numbers are not shared
   */
  public Projected(
      Representation representation, Times times, List<Integer> sizes, List<Shares> shares) {
    this.representation = representation;
    this.times = times;
    this.zeros = new Zeros(sizes);
    this.shares = List.copyOf(shares);
  }

  @Override
  public void start(List<float[]> numbers) {
    project(times.progress(0), numbers);
  }

  private void project(double progress, List<float[]> numbers) {
    representation.project(progress, numbers);
    zeros.start(numbers);
    shares.forEach(it -> it.start(numbers));
  }

  @Override
  public void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {
    representation.observe(numbers, gradient);
    shares.forEach(it -> it.gradient(now, numbers, gradient));
    zeros.gradient(now, numbers, gradient);
  }

  @Override
  public void after(Moment now, List<float[]> numbers, List<float[]> directions) {
    zeros.clear(numbers);
    if (times.isDue(now)) {
      project(times.progress(now.share()), numbers);
    }
    zeros.clear(directions);
  }

  @Override
  public boolean isSettled(Moment now) {
    return now.share() >= times.until();
  }

  @Override
  public String describe(List<float[]> numbers) {
    return Densities.text(numbers);
  }

  @Override
  public void state(State state) {
    representation.state(state);
    zeros.state(state);
    shares.forEach(it -> it.state(state));
  }
}
