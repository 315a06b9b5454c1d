// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.op.TypeException;

/** Axes as nodes state them: from the front, or negative from the back. */
final class Axes {

  private Axes() {}

  /**
   * An axis counted from the front.
   *
   * @param end whether the place behind the last axis may be meant, as it may where an axis divides
   *     the others
   */
  static int within(long axis, int rank, boolean end) {
    if (axis < -rank || axis > rank || (axis == rank && !end)) {
      throw new TypeException("axis " + axis + " of a tensor of rank " + rank);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }
}
