// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.VARIANCE;

import java.util.Arrays;

/**
 * The outputs of a tensor, or its inputs: of which anything is kept, and a coefficient for each.
 */
final class Lines {

  private final Logistic logistic;
  private final boolean[] kept;
  private int first;

  Lines(Logistic logistic, int count) {
    this.logistic = logistic;
    this.kept = new boolean[count];
  }

  /** Something is kept of a line. */
  void keep(long line) {
    kept[(int) line] = true;
  }

  /**
   * Codes of which lines anything is kept: it depends on the line before, and on the one above.
   *
   * @param width how many lines follow each other in a row of a grid; as many as there are where
   *     they lie in none
   * @param spread variance of the coefficients that lines get, in units of {@link
   *     Logistic#VARIANCE}
   */
  void code(Decisions coder, int width, int spread) throws Malformed {
    int any = logistic.family(1, 0, 2 * VARIANCE);
    int after = logistic.family(2, 0, VARIANCE / 2);
    first = logistic.family(kept.length, 0, spread);
    for (int line = 0; line < kept.length; line++) {
      logistic.on(any);
      if (line > 0 && kept[line - 1]) {
        logistic.on(after);
      }
      if (line >= width && kept[line - width]) {
        logistic.on(after + 1);
      }
      kept[line] = logistic.decide(coder, kept[line] ? 1 : 0) == 1;
    }
  }

  /** Nothing is told of the lines: something may be kept of each. */
  void keepAll() {
    Arrays.fill(kept, true);
  }

  /** The lines of which something is kept, ascending. */
  int[] kept() {
    int count = 0;
    for (boolean line : kept) {
      count += line ? 1 : 0;
    }
    int[] lines = new int[count];
    for (int line = 0, k = 0; k < count; line++) {
      if (kept[line]) {
        lines[k++] = line;
      }
    }
    return lines;
  }

  /** The coefficient of a line. */
  int coefficient(int line) {
    return first + line;
  }
}
