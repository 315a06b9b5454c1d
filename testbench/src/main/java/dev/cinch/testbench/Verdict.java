// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.ir.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param samples how many samples ran
 * @param valuesCompared how many integers were compared
 * @param mismatches how many of them differed
 * @param first the first that differed: of the earliest sample, in its earliest layer
 * @param overflows what the check of accumulators found; empty when it was not asked for
 * @param problems files that were altered, weights that are not the model's, runs that stopped
 */
public record Verdict(
    long samples,
    long valuesCompared,
    long mismatches,
    Optional<Mismatch> first,
    Optional<Overflows> overflows,
    List<Diagnostic> problems) {

  public Verdict {
    problems = List.copyOf(problems);
  }

  /** Whether everything is as promised. */
  public boolean holds() {
    return mismatches == 0
        && overflows.stream().allMatch(found -> found.count() == 0)
        && problems.isEmpty();
  }
}
