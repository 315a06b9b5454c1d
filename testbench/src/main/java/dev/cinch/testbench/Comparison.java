// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.ir.tensor.Tensor;
import java.util.Optional;

/** Counts integers that were compared, and keeps the first that differed. */
final class Comparison {

  private long values;
  private long mismatches;
  private Optional<Mismatch> first = Optional.empty();

  /**
   * Compares the numbers of one place.
   *
   * @param firstSample number of the first sample in the tensors
   * @param expected what the reference computed, [samples, beats]
   * @param got what the C++ computed, of the same extents and fraction
   */
  void compare(Tap tap, long firstSample, Tensor expected, Tensor got) {
    values += expected.size();
    if (expected.equals(got)) {
      return;
    }
    int beats = (int) expected.shape().dim(1);
    for (long i = 0; i < expected.size(); i++) {
      if (expected.rawAt(i) != got.rawAt(i)) {
        mismatches++;
        keepFirst(
            tap.mismatch(
                firstSample + i / beats, (int) (i % beats), expected.rawAt(i), got.rawAt(i)));
      }
    }
  }

  /** Of an earlier sample, or of an earlier layer of the same sample, which is compared earlier. */
  private void keepFirst(Mismatch mismatch) {
    if (first.isEmpty() || mismatch.at().sample() < first.get().at().sample()) {
      first = Optional.of(mismatch);
    }
  }

  /** Takes over the first mismatch of a closer look, without its counts. */
  void locate(Comparison closer) {
    if (closer.first.isPresent()) {
      first = closer.first;
    }
  }

  long values() {
    return values;
  }

  long mismatches() {
    return mismatches;
  }

  Optional<Mismatch> first() {
    return first;
  }
}
