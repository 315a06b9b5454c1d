// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/**
 * The terms of one sum: products of consecutive numbers with numbers that are a step apart, and
 * what the sum starts at.
 */
final class Terms {

  private final long bias;
  private final long[] x;
  private final int from;
  private final long[] w;
  private final int at;
  private final int step;
  private final int count;

  /**
   * Terms.
   *
   * @param bias what the sum starts at
   * @param x left factors
   * @param from index of the first of them
   * @param w right factors
   * @param at index of the first of them
   * @param step distance from one to the next
   * @param count how many
   */
  Terms(long bias, long[] x, int from, long[] w, int at, int step, int count) {
    this.bias = bias;
    this.x = x;
    this.from = from;
    this.w = w;
    this.at = at;
    this.step = step;
    this.count = count;
  }

  long bias() {
    return bias;
  }

  int count() {
    return count;
  }

  /** Left factor of a term, from 0. */
  long left(int term) {
    return x[from + term];
  }

  /** Right factor of a term, from 0. */
  long right(int term) {
    return w[at + term * step];
  }
}
