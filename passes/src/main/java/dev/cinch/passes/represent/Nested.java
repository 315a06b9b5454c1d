// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.represent;

import dev.cinch.passes.learn.State;
import java.util.List;

/**
 * A representation of what another one leaves: shared values of a sparse tensor (law 1 of the
 * algebra).
 *
 * @param outer comes first
 * @param inner comes second, and keeps what the first did
 */
public record Nested(Representation outer, Representation inner) implements Representation {

  @Override
  public void project(double share, List<float[]> numbers) {
    outer.project(share, numbers);
    inner.project(share, numbers);
  }

  @Override
  public void observe(List<float[]> numbers, List<float[]> gradient) {
    outer.observe(numbers, gradient);
    inner.observe(numbers, gradient);
  }

  @Override
  public void state(State state) {
    outer.state(state);
    inner.state(state);
  }
}
