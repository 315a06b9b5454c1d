// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Shape;
import java.util.Optional;

/** Sums and products of two tensors of integers, element by element, broadcast. */
final class Pairs {

  private final boolean product;
  private final int[] left;
  private final int[] right;

  private Pairs(boolean product, Slot a, Slot b, Slot y) {
    this.product = product;
    this.left = indices(a, y);
    this.right = indices(b, y);
  }

  /** The sum. */
  static Optional<Step> sum(Slot a, Slot b, Slot y) {
    return new Pairs(false, a, b, y).step(a, b, y);
  }

  /** The product. */
  static Optional<Step> product(Slot a, Slot b, Slot y) {
    return new Pairs(true, a, b, y).step(a, b, y);
  }

  private Optional<Step> step(Slot a, Slot b, Slot y) {
    return switch (y.buffer()) {
      case Ints out -> {
        int[] p = ((Ints) a.buffer()).at;
        int[] q = ((Ints) b.buffer()).at;
        yield Optional.of(_ -> ints(p, q, out.at));
      }
      case Longs out -> {
        Wide p = new Wide(a);
        Wide q = new Wide(b);
        yield Optional.of(_ -> longs(p.numbers(), q.numbers(), out.at));
      }
      case Floats _, Doubles _ -> Optional.empty();
    };
  }

  private void ints(int[] a, int[] b, int[] y) {
    for (int i = 0; i < left.length; i++) {
      int p = a[left[i]];
      int q = b[right[i]];
      y[i] = product ? p * q : p + q;
    }
  }

  private void longs(long[] a, long[] b, long[] y) {
    for (int i = 0; i < left.length; i++) {
      long p = a[left[i]];
      long q = b[right[i]];
      y[i] = product ? p * q : p + q;
    }
  }

  /** For each element of a broadcast result, the operand's element. */
  private static int[] indices(Slot operand, Slot result) {
    Shape from = operand.type().shape();
    Shape to = result.type().shape();
    long[] own = from.strides();
    int[] indices = new int[result.size()];
    for (int i = 0; i < indices.length; i++) {
      long rest = i;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        int ownAxis = axis - (to.rank() - from.rank());
        if (ownAxis >= 0 && from.dim(ownAxis) != 1) {
          indices[i] += Math.toIntExact(rest % to.dim(axis) * own[ownAxis]);
        }
        rest /= to.dim(axis);
      }
    }
    return indices;
  }
}
