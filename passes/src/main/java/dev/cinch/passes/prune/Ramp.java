// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a density falls from 1 to what it is to be. */
public enum Ramp {
  /** At once. */
  NONE,
  /** In a straight line. */
  LINEAR,
  /** Fast at first: what is above the end falls as {@code (1 - t)^3} (Zhu, Gupta, 2017, eq. 1). */
  CUBIC;

  /** What is left of the way from 1 to the end, when a share of the time is over. */
  public double left(double share) {
    double rest = Math.clamp(1 - share, 0, 1);
    return switch (this) {
      case NONE -> 0;
      case LINEAR -> rest;
      case CUBIC -> rest * rest * rest;
    };
  }

  /** Its name in recipes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Ramp::text).toList();
  }
}
