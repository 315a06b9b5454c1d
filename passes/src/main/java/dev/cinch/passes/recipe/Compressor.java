// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.Pipelines;
import java.util.ArrayList;
import java.util.List;

/** Runs a recipe on a graph. */
public final class Compressor {

  private Compressor() {}

  /**
   * What makes a recipe impossible on a graph: patterns that match no layer, layers without an
   * integer form and the like. All of it, before anything runs.
   *
   * @param graph simplified
   */
  public static List<Diagnostic> check(Graph graph, Recipe recipe) {
    List<Diagnostic> problems = new ArrayList<>();
    if (recipe.steps().isEmpty()) {
      problems.add(
          Diagnostic.error(
              "recipe.steps",
              Origin.named(recipe.name()),
              "the recipe has no step that compresses",
              "cinch train runs recipes that only train"));
    }
    recipe.steps().forEach(step -> problems.addAll(step.check(graph)));
    return problems;
  }

  /**
   * Simplifies a graph, checks the recipe against it, and runs each step in order.
   *
   * @return the compressed graph, or everything that is wrong
   */
  public static Result<Outcome> run(Graph graph, Recipe recipe, Environment environment) {
    Graph simple = Pipelines.SIMPLIFY.run(graph, environment.trace());
    List<Diagnostic> problems = check(simple, recipe);
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    Result<Outcome> outcome = Result.ok(new Outcome(simple, List.of()));
    for (Step step : recipe.steps()) {
      outcome = outcome.then(before -> next(before, step, environment));
    }
    return outcome;
  }

  private static Result<Outcome> next(Outcome before, Step step, Environment environment) {
    return step.run(before.graph(), environment)
        .map(done -> {
          List<StepReport> reports = new ArrayList<>(before.reports());
          if (done.report().isPresent()) {
            environment.trace().after(step.name(), done.graph());
            reports.add(done.report().get());
          }
          return new Outcome(done.graph(), reports);
        });
  }
}
