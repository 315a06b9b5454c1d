// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.number.Fixed;
import java.util.Locale;

/** How a format's range follows from the numbers that it must hold. */
public enum RangePolicy {
  /** Every number that was seen fits; none saturates. */
  MAX,
  /** A share of the numbers fits; the others saturate. */
  PERCENTILE,
  /** The mean squared error of rounding and saturation together is least. */
  MSE;

  /** How many of the most significant bits {@link #MSE} may give up. */
  private static final int MOST_CLIPPED = 6;

  /** Its name in recipes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format for some numbers.
   *
   * @param numbers their histogram
   * @param signed whether the format has negative numbers; else those become 0
   * @param width bits
   * @param percent for {@link #PERCENTILE}, share of the numbers that fits
   */
  Fixed format(Histogram numbers, boolean signed, int width, double percent) {
    int magnitude = signed ? width - 1 : width;
    if (numbers.isZero() || (!signed && numbers.greatest() <= 0)) {
      return new Fixed(signed, width, magnitude);
    }
    double least = signed ? numbers.least() : 0;
    return switch (this) {
      case MAX -> holding(least, numbers.greatest(), signed, width);
      case PERCENTILE -> {
        double limit = numbers.magnitude(percent);
        yield holding(Math.max(least, -limit), Math.min(numbers.greatest(), limit), signed, width);
      }
      case MSE -> leastError(numbers, holding(least, numbers.greatest(), signed, width));
    };
  }

  /** The finest format in which neither number saturates. */
  private static Fixed holding(double least, double greatest, boolean signed, int width) {
    double most = Math.max(-least, greatest);
    int fraction = (signed ? width - 1 : width) - Math.getExponent(most);
    Fixed format = new Fixed(signed, width, fraction);
    while (saturates(least, format) || saturates(greatest, format)) {
      format = new Fixed(signed, width, format.fraction() - 1);
    }
    return format;
  }

  private static boolean saturates(double x, Fixed format) {
    double steps = Math.floor(Math.scalb(x, format.fraction()) + 0.5);
    return steps > format.max() || steps < format.min();
  }

  private static Fixed leastError(Histogram numbers, Fixed widest) {
    Fixed best = widest;
    double least = numbers.error(widest);
    for (int clipped = 1; clipped <= MOST_CLIPPED; clipped++) {
      Fixed finer = new Fixed(widest.signed(), widest.width(), widest.fraction() + clipped);
      double error = numbers.error(finer);
      if (error < least) {
        best = finer;
        least = error;
      }
    }
    return best;
  }
}
