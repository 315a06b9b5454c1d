// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.learn.State;
import dev.cinch.passes.represent.Representation;
import java.util.List;

/**
 * The network computes with the projection of the numbers, whose gradient goes straight through to
 * the numbers behind it (the straight-through estimator: Bengio, Leonard, Courville,
 * arXiv:1308.3432, with the identity as in BinaryConnect, NIPS 2015).
 */
public final class Through implements Driver {

  private final Representation representation;
  private final Times times;
  private final Zeros zeros;

  /**
   * A driver.
   *
   * @param times until when the representation narrows
   */
  public Through(Representation representation, Times times, List<Integer> sizes) {
    this.representation = representation;
    this.times = times;
    this.zeros = new Zeros(sizes);
  }

  @Override
  public void start(List<float[]> numbers) {
    zeros.start(numbers);
  }

  @Override
  public boolean changesUse() {
    return true;
  }

  @Override
  public void use(Moment now, List<float[]> used) {
    representation.project(times.progress(now.share()), used);
  }

  @Override
  public void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {
    representation.observe(numbers, gradient);
    zeros.clear(gradient);
  }

  @Override
  public void after(Moment now, List<float[]> numbers, List<float[]> directions) {
    zeros.clear(numbers);
    zeros.clear(directions);
  }

  @Override
  public void finish(List<float[]> numbers) {
    representation.project(1, numbers);
  }

  @Override
  public boolean isSettled(Moment now) {
    return now.share() >= times.until();
  }

  @Override
  public void state(State state) {
    representation.state(state);
    zeros.state(state);
  }
}
