// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

/** A step does not take its operands, or would be too large for a test. */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unfit(String text) {
    super(text);
  }

  /** Throws unless something holds. */
  static void unless(boolean fits, String text) {
    if (!fits) {
      throw new Unfit(text);
    }
  }
}
