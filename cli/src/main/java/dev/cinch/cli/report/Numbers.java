// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.target.Figure;
import java.util.Locale;

/** How numbers look in text: the same everywhere, whatever the platform's language. */
final class Numbers {
  private Numbers() {}

  /** {@code 431,080}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 99.14 %}. */
  static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f %%", value);
  }

  /** {@code 12.5x}. */
  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.1fx", value);
  }

  /** {@code 12.345}: a figure in millionths of its unit. */
  static String micro(Figure figure) {
    return String.format(Locale.ROOT, "%,.3f", 1e6 * figure.value());
  }

  /** Six digits at most, with an exponent where that is shorter. */
  static String general(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? count((long) value)
        : String.format(Locale.ROOT, "%.5g", value);
  }
}
