// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.data.Split;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;

/**
 * Differentiates networks: what a training library is needed for. {@link Trainer} does the rest.
 */
public interface Learner {

  /** The library and its version, and what else decides the result. */
  String describe();

  /**
   * A floating-point network as a function of what it learns: the operands of its contractions and
   * the scales and shifts of its normalizations, as far as its first output depends on them.
   *
   * @param graph takes one example; batches are made of its leading axis of 1
   * @param examples such as it will be given
   * @param objective what is to become small
   * @return to be closed; or why the graph cannot be trained
   */
  Result<Derivatives> derivatives(Graph graph, Split examples, Objective objective);
}
