// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Node;
import dev.cinch.ir.Position;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.function.Consumer;

/**
 * Holds the sums of one layer against its accumulator, in 64 bits without loss, and beyond those in
 * as many as it takes. A sum must fit, and so must every partial sum in every order of the terms:
 * the bias plus all terms that are positive, and plus all that are negative. That is what proofs of
 * widths promise, whatever the order in which hardware adds. An accumulator that wraps around gives
 * the right sum even if only partial ones overflow.
 */
final class AccumulatorCheck implements Accumulations.Visitor {

  private final Node node;
  private final Fixed accumulator;
  private final long[] computed;
  private final Consumer<AccumulatorOverflow> found;

  /**
   * A check of one value.
   *
   * @param node what is computed
   * @param accumulator the format of its sums, within the node's own
   * @param value what kernels computed
   * @param found is given each overflow
   */
  AccumulatorCheck(
      Node node, Fixed accumulator, Tensor value, Consumer<AccumulatorOverflow> found) {
    this.node = node;
    this.accumulator = accumulator;
    this.computed = value.toRaws();
    this.found = found;
  }

  @Override
  public void see(int index, Terms terms) {
    long low = terms.bias();
    long high = low;
    try {
      for (int term = 0; term < terms.count(); term++) {
        long product = Math.multiplyExact(terms.left(term), terms.right(term));
        low = Math.addExact(low, Math.min(product, 0));
        high = Math.addExact(high, Math.max(product, 0));
      }
    } catch (ArithmeticException _) {
      report(index, terms);
      return;
    }
    if (low < accumulator.min() || high > accumulator.max()) {
      report(index, terms);
    } else if (low + (high - terms.bias()) != computed[index]) {
      differs(index, terms, total(terms));
    }
  }

  /** Says what does not fit: the sum, or only a partial one. */
  private void report(int index, Terms terms) {
    BigInteger sum = total(terms);
    if (!holds(accumulator, sum)) {
      found.accept(overflow(index, "sum", sum, accumulator, firstOutside(terms, accumulator)));
      return;
    }
    partial(index, terms);
    if (!sum.equals(BigInteger.valueOf(computed[index]))) {
      differs(index, terms, sum);
    }
  }

  private void partial(int index, Terms terms) {
    BigInteger low = BigInteger.valueOf(terms.bias());
    BigInteger high = low;
    BigInteger latest = low;
    int term = 0;
    while (holds(accumulator, latest)) {
      BigInteger product = product(terms, term);
      low = low.add(product.min(BigInteger.ZERO));
      high = high.add(product.max(BigInteger.ZERO));
      latest = product.signum() < 0 ? low : high;
      term++;
    }
    found.accept(overflow(index, "partial sum", latest, accumulator, term));
  }

  /** A kernel has not computed the sum, which its format holds: 32 bits were too few for it. */
  private void differs(int index, Terms terms, BigInteger sum) {
    Fixed carrier = new Fixed(true, Integer.SIZE, accumulator.fraction());
    if (holds(carrier, sum) || sum.intValue() != computed[index]) {
      throw new IllegalStateException(
          position(index, "sum") + ": " + computed[index] + " was computed of " + sum);
    }
    found.accept(overflow(index, "sum in 32 bits", sum, carrier, firstOutside(terms, carrier)));
  }

  /** The term after which a format first does not hold the sum. */
  private static int firstOutside(Terms terms, Fixed format) {
    BigInteger sum = BigInteger.valueOf(terms.bias());
    int term = 0;
    while (holds(format, sum) && term < terms.count()) {
      sum = sum.add(product(terms, term++));
    }
    return term;
  }

  private AccumulatorOverflow overflow(
      int index, String what, BigInteger value, Fixed format, int term) {
    return new AccumulatorOverflow(position(index, what), node.origin(), value, format, term);
  }

  private Position position(int index, String what) {
    return Position.of(node.name(), what, node.type().shape(), index);
  }

  private static BigInteger total(Terms terms) {
    BigInteger sum = BigInteger.valueOf(terms.bias());
    for (int term = 0; term < terms.count(); term++) {
      sum = sum.add(product(terms, term));
    }
    return sum;
  }

  private static BigInteger product(Terms terms, int term) {
    return BigInteger.valueOf(terms.left(term)).multiply(BigInteger.valueOf(terms.right(term)));
  }

  private static boolean holds(Fixed format, BigInteger value) {
    return value.bitLength() < Long.SIZE && format.holds(value.longValue());
  }
}
