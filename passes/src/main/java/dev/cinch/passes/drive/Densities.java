// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import java.util.List;
import java.util.Locale;

/** Counts of what is kept. */
final class Densities {

  private Densities() {}

  static String text(List<float[]> numbers) {
    long all = 0;
    long kept = 0;
    for (float[] of : numbers) {
      all += of.length;
      for (float number : of) {
        kept += number == 0 ? 0 : 1;
      }
    }
    return String.format(Locale.ROOT, "%,d of %,d kept", kept, all);
  }
}
