// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.plan;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.target.eie.CodeMatrix;

/** Proves how wide an accumulator has to be. */
final class Accumulator {

  private Accumulator() {}

  /**
   * The narrowest signed format that holds every partial sum in any order: of each row, the bias
   * plus all products that can be positive, and plus all that can be negative.
   */
  static Fixed prove(CodeMatrix matrix, Fixed activation, Tensor bias) {
    long least = 0;
    long greatest = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      long low = bias.rawAt(row);
      long high = low;
      for (int column = 0; column < matrix.columns(); column++) {
        long weight = matrix.decode(matrix.code(row, column));
        if (weight != 0) {
          long a = Math.multiplyExact(weight, activation.min());
          long b = Math.multiplyExact(weight, activation.max());
          low = Math.addExact(low, Math.min(0, Math.min(a, b)));
          high = Math.addExact(high, Math.max(0, Math.max(a, b)));
        }
      }
      least = Math.min(least, low);
      greatest = Math.max(greatest, high);
    }
    int width = Math.max(Fixed.signedBits(least), Fixed.signedBits(greatest));
    return new Fixed(true, width, activation.fraction() + matrix.number().fraction());
  }
}
