// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Moment;

/**
 * When a constraint is renewed.
 *
 * @param interval every so many steps, at least 1
 * @param until share of learning after which it is not renewed any more: 0 for at the start alone
 */
public record Times(int interval, double until) {

  /** At the start alone. */
  public static final Times ONCE = new Times(1, 0);

  /** Whether the step that is done is one after which it is renewed. */
  boolean isDue(Moment now) {
    boolean isLast = now.share() < until && now.step() + 1 >= until * now.steps();
    return isLast || (now.share() < until && (now.step() + 1) % interval == 0);
  }

  /** How far the constraint is on its way, 0 to 1, when a share of learning is done. */
  double progress(double share) {
    return until == 0 ? 1 : Math.min(1, share / until);
  }
}
