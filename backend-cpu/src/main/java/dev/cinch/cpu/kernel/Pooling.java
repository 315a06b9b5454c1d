// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;

/** The greatest number or the sum of each window, plane by plane of flat arrays. */
public final class Pooling {

  private final Unfold unfold;
  private final int planes;

  /** For {@code planes} planes (images times channels). */
  public Pooling(Unfold unfold, int planes) {
    this.unfold = unfold;
    this.planes = planes;
  }

  /** Numbers in all results. */
  public int size() {
    return planes * unfold.places();
  }

  /** The greatest of each window; NaN wins over every number, 0 over -0. */
  public void max(float[] x, float[] y) {
    Arrays.fill(y, 0, size(), Float.NEGATIVE_INFINITY);
    each((source, target, count) -> {
      int stride = unfold.stride();
      for (int i = 0; i < count; i++) {
        y[target + i] = Math.max(y[target + i], x[source + i * stride]);
      }
    });
  }

  /** The greatest of each window. */
  public void max(int[] x, int[] y) {
    Arrays.fill(y, 0, size(), Integer.MIN_VALUE);
    each((source, target, count) -> {
      int stride = unfold.stride();
      for (int i = 0; i < count; i++) {
        y[target + i] = Math.max(y[target + i], x[source + i * stride]);
      }
    });
  }

  /** The greatest of each window. */
  public void max(long[] x, long[] y) {
    Arrays.fill(y, 0, size(), Long.MIN_VALUE);
    each((source, target, count) -> {
      int stride = unfold.stride();
      for (int i = 0; i < count; i++) {
        y[target + i] = Math.max(y[target + i], x[source + i * stride]);
      }
    });
  }

  /** The sum of each window, in the order of the taps. */
  public void sum(float[] x, float[] y) {
    Arrays.fill(y, 0, size(), 0);
    each((source, target, count) -> {
      int stride = unfold.stride();
      for (int i = 0; i < count; i++) {
        y[target + i] += x[source + i * stride];
      }
    });
  }

  /** The sum of each window; exact where the result's format proves 32 bits enough. */
  public void sum(int[] x, int[] y) {
    Arrays.fill(y, 0, size(), 0);
    each((source, target, count) -> {
      int stride = unfold.stride();
      for (int i = 0; i < count; i++) {
        y[target + i] += x[source + i * stride];
      }
    });
  }

  /** The sum of each window. */
  public void sum(long[] x, long[] y) {
    Arrays.fill(y, 0, size(), 0);
    each((source, target, count) -> {
      int stride = unfold.stride();
      for (int i = 0; i < count; i++) {
        y[target + i] += x[source + i * stride];
      }
    });
  }

  /** How many taps of each window of a plane do not fall on padding. */
  public int[] counts() {
    int[] counts = new int[unfold.places()];
    for (int tap = 0; tap < unfold.taps(); tap++) {
      for (int row = 0; row < unfold.rows(); row++) {
        if (unfold.source(tap, row) >= 0) {
          int from = row * unfold.length() + unfold.first(tap);
          for (int i = 0; i < unfold.count(tap); i++) {
            counts[from + i]++;
          }
        }
      }
    }
    return counts;
  }

  /** A run of windows that one tap serves. */
  private interface Run {
    void take(int source, int target, int count);
  }

  private void each(Run run) {
    for (int plane = 0; plane < planes; plane++) {
      int x = plane * unfold.plane();
      int y = plane * unfold.places();
      for (int tap = 0; tap < unfold.taps(); tap++) {
        int first = y + unfold.first(tap);
        int count = unfold.count(tap);
        for (int row = 0; row < unfold.rows(); row++) {
          int source = unfold.source(tap, row);
          if (source >= 0) {
            run.take(x + source, first + row * unfold.length(), count);
          }
        }
      }
    }
  }
}
