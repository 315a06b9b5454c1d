// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/** Counts what a {@link RangeEncoder} would write, without writing it. */
final class CostCounter extends BitSink implements Decisions {

  /** Costs are in units of 2^-16 bits. */
  static final int COST_BITS = 16;

  private static final int STEP_BITS = 4;
  private static final int[] COST = new int[1 << (PROBABILITY_BITS - STEP_BITS)];

  static {
    for (int k = 0; k < COST.length; k++) {
      double bits = -StrictMath.log((k + 0.5) / COST.length) / StrictMath.log(2);
      COST[k] = (int) StrictMath.rint(bits * (1 << COST_BITS));
    }
  }

  private long cost;
  private long work;

  @Override
  public int decide(int bit, int probability) {
    work++;
    int likely = bit != 0 ? probability : (1 << PROBABILITY_BITS) - probability;
    cost += COST[likely >>> STEP_BITS];
    return bit;
  }

  @Override
  public long plain(long value, int bits) {
    put(value, bits);
    return value;
  }

  @Override
  public void work(long steps) {
    work += steps;
  }

  @Override
  void put(long value, int bits) {
    cost += (long) bits << COST_BITS;
  }

  /** What was counted, in units of 2^-16 bits. */
  long cost() {
    return cost;
  }

  /** What was counted, in whole bits. */
  long bits() {
    return (cost + (1 << COST_BITS) - 1) >>> COST_BITS;
  }

  /** Whether a stream of this length may hold so much work. */
  boolean isAllowed() {
    return work <= Decisions.allowance(bits() / 8);
  }
}
