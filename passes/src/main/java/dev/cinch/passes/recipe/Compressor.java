// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.Pipelines;
import dev.cinch.passes.learn.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    problems.addAll(Promises.broken(graph, recipe));
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
    for (int i = 0; i < recipe.stages().size(); i++) {
      Stage stage = recipe.stages().get(i);
      int index = i;
      if (stage.training().isPresent()) {
        outcome = outcome.then(before -> learn(before, simple, index, stage, environment));
      } else {
        for (Step step : stage.steps()) {
          outcome =
              outcome.then(before ->
                  step.run(before.graph(), environment)
                      .map(done -> with(before, step.name(), done, environment)));
        }
      }
    }
    return outcome;
  }

  private static Outcome with(
      Outcome before, String name, Step.Done done, Environment environment) {
    List<StepReport> reports = new ArrayList<>(before.reports());
    if (done.report().isPresent()) {
      environment.trace().after(name, done.graph());
      reports.add(done.report().get());
    }
    return new Outcome(done.graph(), reports);
  }

  /** Trains under the constraints of all steps of a stage. */
  private static Result<Outcome> learn(
      Outcome before, Graph teacher, int index, Stage stage, Environment environment) {
    if (environment.learning().isEmpty() || environment.heldOut().isEmpty()) {
      return Result.failed(
          Diagnostic.error(
              "recipe.examples",
              stage.origin(),
              "the stage trains, and there are no examples to learn from",
              "name a data set with --data"));
    }
    Environment.Learning learning = environment.learning().get();
    Result<List<Constraint>> constraints = Result.ok(List.of());
    for (Step step : stage.steps()) {
      constraints =
          constraints.then(earlier ->
              step.constrain(before.graph(), environment)
                  .map(own -> Stream.concat(earlier.stream(), Stream.of(own)).toList()));
    }
    return constraints.then(all ->
        Trainer.train(
                learning.learner(),
                before.graph(),
                learning.examples(),
                environment.heldOut().get(),
                stage.training().orElseThrow(),
                teacher,
                all.stream().flatMap(it -> it.held().stream()).toList(),
                learning.journal().of(index, stage))
            .map(trained -> {
              environment.trace().after(stage.name(), trained);
              Outcome outcome = new Outcome(trained, before.reports());
              for (int i = 0; i < all.size(); i++) {
                String name = stage.steps().get(i).name();
                Step.Done done = all.get(i).finish().apply(outcome.graph());
                outcome = with(outcome, name, done, environment);
              }
              return outcome;
            }));
  }
}
