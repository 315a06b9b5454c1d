// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.cpu.AccumulatorOverflow;
import java.util.Optional;

/**
 * What came of holding the sums of a device's layers against their accumulators.
 *
 * @param sums how many sums were checked
 * @param count how many did not fit
 * @param first the first that did not: of the earliest sample, in its earliest layer
 */
public record Overflows(long sums, long count, Optional<AccumulatorOverflow> first) {}
