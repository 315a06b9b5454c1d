// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Position;
import dev.cinch.ir.number.Fixed;
import java.math.BigInteger;

/**
 * A sum that does not fit its accumulator: a finding about a graph or a design, not a failure of
 * the run that finds it. So it is no exception: the run goes on with exact numbers, and one run
 * finds every layer that is concerned.
 *
 * @param at where; of a {@code sum}, of a {@code partial sum} that fits again once all terms are
 *     added, or of a {@code sum in 32 bits}, which a kernel of this engine could not hold
 * @param origin where the layer stood in the model
 * @param value the exact sum; of a partial one, the bias and the terms of one sign so far
 * @param accumulator the format that does not hold it
 * @param term the term, from 1 in the operator's order, after which the accumulator first does not
 *     hold the sum; 0 when it does not hold the bias
 */
public record AccumulatorOverflow(
    Position at, Origin origin, BigInteger value, Fixed accumulator, int term) {

  /** The same overflow so many samples later. */
  public AccumulatorOverflow later(long samples) {
    return new AccumulatorOverflow(at.later(samples), origin, value, accumulator, term);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return "%s: %d is outside %d to %d of %s, left at %s"
        .formatted(
            at,
            value,
            accumulator.min(),
            accumulator.max(),
            accumulator,
            term == 0 ? "the bias" : "term " + term);
  }
}
