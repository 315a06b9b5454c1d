// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Graph;
import java.util.List;

/**
 * What a recipe made of a model.
 *
 * @param graph the compressed graph
 * @param reports what each step did, in order; steps that were switched off are not there
 */
public record Outcome(Graph graph, List<StepReport> reports) {

  public Outcome {
    reports = List.copyOf(reports);
  }
}
