// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

/**
 * How far learning has come.
 *
 * @param step of all steps, from 0
 * @param steps how many there will be
 * @param perEpoch how many steps see every example once
 * @param rate the learning rate of this step
 */
public record Moment(long step, long steps, long perEpoch, double rate) {

  /** What is done of all, 0 to below 1. */
  public double share() {
    return (double) step / steps;
  }

  /** Whether this step is the first of an epoch. */
  public boolean startsEpoch() {
    return step % perEpoch == 0;
  }
}
