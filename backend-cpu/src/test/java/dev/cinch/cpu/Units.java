// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Tensor;

/** Compares floats by how many others lie between them. */
final class Units {

  private Units() {}

  /** Tensors whose floats are no more units apart than said, and whose integers are equal. */
  static void same(int units, Tensor expected, Tensor actual, String what) {
    if (!expected.type().equals(actual.type())) {
      throw new AssertionError(what + ": " + expected.type() + " became " + actual.type());
    }
    for (long i = 0; i < expected.size(); i++) {
      if (expected.type().isFloat()) {
        same(units, expected.floatAt(i), actual.floatAt(i), what + "[" + i + "]");
      } else if (expected.rawAt(i) != actual.rawAt(i)) {
        throw new AssertionError(
            what + "[" + i + "]: " + expected.rawAt(i) + " became " + actual.rawAt(i));
      }
    }
  }

  /** Any NaN is as good as any other; a zero has to have its sign. */
  static void same(int units, float expected, float actual, String what) {
    int distance = Math.abs(ordered(expected) - ordered(actual));
    boolean equal =
        Float.isNaN(expected) ? Float.isNaN(actual) : !Float.isNaN(actual) && distance <= units;
    if (!equal) {
      throw new AssertionError(what + ": " + expected + " became " + actual);
    }
  }

  /** The place of a float among all floats. */
  private static int ordered(float x) {
    int bits = Float.floatToIntBits(x);
    return bits >= 0 ? bits : ~(bits & Integer.MAX_VALUE);
  }
}
