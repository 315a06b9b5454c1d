// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import java.util.List;

/** Order among scores that are not negative, whose bits are ordered as they are. */
final class Scores {

  private static final int HALF = 16;
  private static final int BINS = 1 << HALF;

  private Scores() {}

  /**
   * The largest number that at least {@code keep} scores reach, found by the upper and then the
   * lower half of its bits; 0 where all are kept. At least one is.
   */
  static float least(List<float[]> scores, long keep) {
    long[] bins = new long[BINS];
    for (float[] of : scores) {
      for (float score : of) {
        bins[Float.floatToRawIntBits(score) >>> HALF]++;
      }
    }
    long left = Math.max(1, keep);
    int upper = BINS - 1;
    while (upper > 0 && bins[upper] < left) {
      left -= bins[upper--];
    }
    if (bins[upper] < left) {
      return 0;
    }
    bins = new long[BINS];
    for (float[] of : scores) {
      for (float score : of) {
        int bits = Float.floatToRawIntBits(score);
        if (bits >>> HALF == upper) {
          bins[bits & (BINS - 1)]++;
        }
      }
    }
    int lower = BINS - 1;
    while (bins[lower] < left) {
      left -= bins[lower--];
    }
    return Float.intBitsToFloat(upper << HALF | lower);
  }

  /** The highest score; 0 for none. */
  static float most(float[] scores) {
    float most = 0;
    for (float score : scores) {
      most = Math.max(most, score);
    }
    return most;
  }
}
