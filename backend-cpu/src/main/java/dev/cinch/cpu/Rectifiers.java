// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import java.util.Optional;

/** The kernel for the greater of each integer and zero. */
final class Rectifiers {

  private Rectifiers() {}

  /** The greater of each number and zero. */
  static Optional<Step> relu(Slot x, Slot y) {
    int size = y.size();
    return switch (y.buffer()) {
      case Ints out -> {
        int[] in = ((Ints) x.buffer()).at;
        yield Optional.of(_ -> relu(in, out.at, size));
      }
      case Longs out -> {
        long[] in = ((Longs) x.buffer()).at;
        yield Optional.of(_ -> relu(in, out.at, size));
      }
      case Floats _, Doubles _ -> Optional.empty();
    };
  }

  private static void relu(int[] x, int[] y, int size) {
    for (int i = 0; i < size; i++) {
      y[i] = Math.max(0, x[i]);
    }
  }

  private static void relu(long[] x, long[] y, int size) {
    for (int i = 0; i < size; i++) {
      y[i] = Math.max(0, x[i]);
    }
  }
}
