// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

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
}
