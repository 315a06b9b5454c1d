// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Tensor;
import java.util.Arrays;

/**
 * Codes into a table: the magnitude is the rank of the shared value among those of its sign, from 1
 * for the one nearest to zero. Code 0 is zero.
 */
final class Ranks implements Alphabet {

  private final boolean[] negative;
  private final int[] ranks;
  private final int[] positives;
  private final int[] negatives;

  /** The ranks of a table. */
  Ranks(Tensor table) {
    int size = Math.toIntExact(table.size());
    negative = new boolean[size];
    ranks = new int[size];
    long[][] order = new long[size][];
    int count = 0;
    int below = 0;
    for (int code = 1; code < size; code++) {
      negative[code] = Numbers.isNegative(table, code);
      below += negative[code] ? 1 : 0;
      order[count++] = new long[] {Numbers.magnitude(table, code), code};
    }
    Arrays.sort(order, 0, count, Ranks::compare);
    negatives = new int[below + 1];
    positives = new int[count - below + 1];
    int[] last = new int[2];
    for (int k = 0; k < count; k++) {
      int code = (int) order[k][1];
      int side = negative[code] ? 1 : 0;
      ranks[code] = ++last[side];
      (negative[code] ? negatives : positives)[last[side]] = code;
    }
  }

  private static int compare(long[] one, long[] other) {
    int byMagnitude = Long.compareUnsigned(one[0], other[0]);
    return byMagnitude != 0 ? byMagnitude : Long.compare(one[1], other[1]);
  }

  @Override
  public boolean isZero(long value) {
    return value == 0;
  }

  @Override
  public boolean isNegative(long value) {
    return negative[(int) value];
  }

  @Override
  public long magnitude(long value) {
    return ranks[(int) value];
  }

  @Override
  public long value(boolean negative, long magnitude) {
    return (negative ? negatives : positives)[(int) magnitude];
  }

  @Override
  public boolean has(boolean negative) {
    return most(negative) > 0;
  }

  @Override
  public int top() {
    return Integers.highest(Math.max(1, Math.max(most(false), most(true))));
  }

  @Override
  public int exponent(long magnitude) {
    return Integers.highest(magnitude);
  }

  @Override
  public int fractionBits(int exponent) {
    return exponent;
  }

  @Override
  public long magnitude(int exponent, long fraction) {
    return 1L << exponent | fraction;
  }

  @Override
  public long most(boolean negative) {
    return (negative ? negatives : positives).length - 1L;
  }
}
