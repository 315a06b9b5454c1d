// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/**
 * What the steps of a program have in common.
 *
 * @param sums how float sums are taken
 * @param team who computes
 * @param scratch room for what a step needs while it runs
 */
record Setup(Sums sums, Team team, Scratch scratch) {

  /** A setup for some threads. */
  static Setup of(Sums sums, int threads) {
    return new Setup(sums, new Team(threads), new Scratch(threads));
  }
}
