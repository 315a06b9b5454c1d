// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Graph;
import java.util.Optional;

/**
 * What learning makes small: {@code (1 - share) * cross-entropy(labels) + share * T^2 *
 * KL(softmax(teacher / T) || softmax(student / T))}, both over the first output before a softmax
 * that ends it (Hinton, Vinyals, Dean, arXiv:1503.02531, section 2).
 *
 * @param teacher another network whose outputs are learned from; empty for labels alone
 * @param temperature T, above 0
 * @param share 0 for labels alone, 1 for the teacher alone
 */
public record Objective(Optional<Graph> teacher, double temperature, double share) {

  /** The cross-entropy of the labels. */
  public static final Objective LABELS = new Objective(Optional.empty(), 1, 0);

  public Objective {
    if (!(temperature > 0) || !(share >= 0 && share <= 1) || (teacher.isEmpty() && share != 0)) {
      throw new IllegalArgumentException("temperature " + temperature + ", share " + share);
    }
  }

  /** Labels and a teacher. */
  public static Objective distil(Graph teacher, double temperature, double share) {
    return new Objective(Optional.of(teacher), temperature, share);
  }
}
