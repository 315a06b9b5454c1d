// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.testbench.differential.Model.Step;

/**
 * How far ONNX Runtime's result of a step may be from ours, for the same operands.
 *
 * @param step what was computed
 * @param ours our result
 * @param magnitudes of sums: the sum of the terms' magnitudes; else our result
 * @param operand the step's first operand
 */
record PeerBound(Step step, Tensor ours, Tensor magnitudes, Tensor operand) {

  /** Units of the last place that a sum of some hundred terms in any order stays within. */
  private static final double SUM = 1e-5;

  private static final double NEAR = 1e-5;
  private static final double STATES = 1e-5;
  private static final double CANCELLING = 1e-4;

  /** Below this, functions computed in single precision may have lost what is left. */
  private static final double LEAST = 3e-7;

  /** Whether a number of theirs is as close as it has to be; NaN to NaN. */
  boolean holds(long i, double theirs) {
    double wanted = ours.valueAt(i);
    return wanted == theirs
        || (Double.isNaN(wanted) && Double.isNaN(theirs))
        || Math.abs(wanted - theirs) <= allowed(i, wanted);
  }

  private double allowed(long i, double wanted) {
    return switch (step.operator().closeness()) {
      case SAME -> 0;
      case SUM -> SUM * magnitudes.valueAt(i) + 100 * Float.MIN_VALUE;
      case NEAR -> NEAR * Math.abs(wanted) + LEAST;
      case STATES -> STATES * Math.max(1, Math.abs(wanted));
      case CANCELLING -> CANCELLING * Math.max(1, Math.max(greatest(ours), greatest(operand)));
    };
  }

  private static double greatest(Tensor tensor) {
    double greatest = 0;
    for (long i = 0; i < tensor.size(); i++) {
      double value = Math.abs(tensor.valueAt(i));
      greatest = Double.isFinite(value) ? Math.max(greatest, value) : greatest;
    }
    return greatest;
  }
}
