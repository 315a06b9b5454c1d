// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.tensor.Tensor;

/**
 * How often numbers of each size occur, in one pass over numbers of unknown range: 8,192 bins
 * between minus and plus a power of two, which doubles as often as a number lies beyond it. Zeros
 * are counted apart, because every format holds them.
 */
final class Histogram {

  private static final int HALF = 1 << 12;
  private static final int HALF_BITS = 12;

  /** A step of so many bins is rounded bin by bin; below, the error is taken as uniform. */
  private static final int COARSE = 4;

  private final long[] bins = new long[2 * HALF];
  private int exponent = Integer.MIN_VALUE;
  private long count;
  private long zeros;
  private long strange;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /** The numbers of one tensor. */
  static Histogram of(Tensor tensor) {
    Histogram histogram = new Histogram();
    histogram.add(tensor);
    return histogram;
  }

  void add(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      add(tensor.valueAt(i));
    }
  }

  void add(double x) {
    if (!Double.isFinite(x)) {
      strange++;
      return;
    }
    count++;
    least = Math.min(least, x);
    greatest = Math.max(greatest, x);
    if (x == 0) {
      zeros++;
      return;
    }
    int needed = Math.getExponent(x) + 1;
    if (needed > exponent) {
      widen(needed);
    }
    bins[HALF + (int) Math.floor(Math.scalb(x, HALF_BITS - exponent))]++;
  }

  private void widen(int needed) {
    int shift = (int) Math.min((long) needed - exponent, Integer.SIZE - 1);
    if (exponent != Integer.MIN_VALUE) {
      long[] old = bins.clone();
      java.util.Arrays.fill(bins, 0);
      for (int i = 0; i < old.length; i++) {
        bins[HALF + ((i - HALF) >> shift)] += old[i];
      }
    }
    exponent = needed;
  }

  /** Finite numbers that were added. */
  long count() {
    return count;
  }

  /** Infinities and NaNs that were added. */
  long strange() {
    return strange;
  }

  /** The smallest number; 0 when there is none. */
  double least() {
    return count == 0 ? 0 : least;
  }

  /** The largest number; 0 when there is none. */
  double greatest() {
    return count == 0 ? 0 : greatest;
  }

  /** Whether nothing but zeros was added. */
  boolean isZero() {
    return zeros == count;
  }

  /**
   * A magnitude that at most so many of the numbers exceed.
   *
   * @param percent share of the numbers that must not exceed it, zeros counted
   */
  double magnitude(double percent) {
    double allowed = count * (1 - percent / 100);
    double most = Math.max(-least(), greatest());
    long beyond = 0;
    for (int distance = HALF - 1; distance >= 0; distance--) {
      beyond += bins[HALF + distance] + bins[HALF - 1 - distance];
      if (beyond > allowed) {
        return Math.min(most, Math.scalb(distance + 1.0, exponent - HALF_BITS));
      }
    }
    return most;
  }

  /** The mean squared error that a format would make, to nearest and saturating. */
  double error(Fixed format) {
    double step = Math.scalb(1.0, -format.fraction());
    double bin = Math.scalb(1.0, exponent - HALF_BITS);
    double low = format.value(format.min());
    double high = format.value(format.max());
    double sum = 0;
    for (int i = 0; i < bins.length; i++) {
      if (bins[i] != 0) {
        double x = (i - HALF + 0.5) * bin;
        boolean inside = x >= low && x <= high;
        double error = inside && step < COARSE * bin ? 0 : x - rounded(x, format);
        sum += bins[i] * (inside && step < COARSE * bin ? step * step / 12 : error * error);
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double rounded(double x, Fixed format) {
    return format.value(format.quantize(x, Rounding.HALF_UP, Overflow.SATURATE));
  }
}
