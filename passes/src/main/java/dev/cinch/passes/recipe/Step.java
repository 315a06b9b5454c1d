// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.util.List;
import java.util.Optional;

/** One thing that a recipe does to a graph, with its settings. */
public sealed interface Step
    permits KeepStep, PruneStep, PenaltyStep, CodebookStep, MixtureStep, FixedStep, EncodeStep {

  /** Its key in a recipe. */
  String name();

  /** Where it stands in the recipe. */
  Origin origin();

  /**
   * What makes the step impossible on a graph, found before anything runs.
   *
   * @param graph the simplified graph on which the recipe starts
   */
  List<Diagnostic> check(Graph graph);

  /** Does it, without training. */
  Result<Done> run(Graph graph, Environment environment);

  /**
   * What it means for weights that are learned.
   *
   * @param graph as the stage finds it
   * @return only for steps that change weights
   */
  default Result<Constraint> constrain(Graph graph, Environment environment) {
    throw new IllegalStateException(name() + " does not change weights");
  }

  /**
   * A step that is done.
   *
   * @param graph the new graph
   * @param report what was done; empty when the step is switched off
   */
  record Done(Graph graph, Optional<StepReport> report) {}
}
