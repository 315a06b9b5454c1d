// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.conformance;

import dev.cinch.ir.tensor.Tensor;
import java.util.Optional;

/**
 * How far a computed number may be from the expected one, as ONNX's own runner has it: {@code |x -
 * wanted| <= absolute + relative * |wanted|}; NaN equals NaN.
 *
 * @param relative share of the expected number
 * @param absolute whatever the number
 */
public record Tolerance(double relative, double absolute) {

  /** Where ONNX states no other. */
  public static final Tolerance USUAL = new Tolerance(1e-3, 1e-7);

  /** What is wrong with a tensor; empty when nothing is. */
  public Optional<String> difference(Tensor wanted, Tensor computed) {
    if (!wanted.type().equals(computed.type())) {
      return Optional.of("is " + computed.type() + ", not " + wanted.type());
    }
    long wrong = 0;
    long first = -1;
    for (long i = 0; i < wanted.size(); i++) {
      if (!isClose(wanted, computed, i)) {
        first = wrong++ == 0 ? i : first;
      }
    }
    return wrong == 0
        ? Optional.empty()
        : Optional.of(
            "differs in %d of %d numbers, first at %d: %s instead of %s"
                .formatted(
                    wrong, wanted.size(), first, computed.valueAt(first), wanted.valueAt(first)));
  }

  private boolean isClose(Tensor wanted, Tensor computed, long i) {
    if (!wanted.type().isFloat()) {
      return wanted.rawAt(i) == computed.rawAt(i);
    }
    double expected = wanted.valueAt(i);
    double value = computed.valueAt(i);
    return expected == value
        || (Double.isNaN(expected) && Double.isNaN(value))
        || Math.abs(value - expected) <= absolute + relative * Math.abs(expected);
  }
}
