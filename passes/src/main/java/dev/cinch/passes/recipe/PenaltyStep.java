// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Contraction;
import dev.cinch.passes.drive.Shrunk;
import dev.cinch.passes.learn.Held;
import dev.cinch.passes.prune.Granularity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pulls weights towards zero while their stage trains.
 *
 * @param origin where it stands in the recipe
 * @param given its parameters
 */
record PenaltyStep(Origin origin, Arguments given) implements Step {

  private static final String LAYERS = "layers";

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "penalty",
          "pulls weights towards zero while the stage trains; those that reach it stay there as"
              + " long as the pull is stronger than their gradient",
          Phase.WEIGHTS,
          List.of(
              new Parameter(LAYERS, new Kind.Layers(), "*", Layers.PATTERNS),
              new Parameter(
                  "norm",
                  Kind.Choice.of(Shrunk.Norm.values()),
                  "l1",
                  "sum of magnitudes, half the sum of squares, or lengths of groups"),
              new Parameter(
                  "granularity",
                  new Kind.Choice(Granularity.names()),
                  "filter",
                  "for norm: group, what a group is"),
              new Parameter(
                  "strength",
                  new Kind.Real(0, 1000, ""),
                  "0.0001",
                  "by which the norm counts in the loss")),
          it -> new PenaltyStep(it.origin(), it));

  @Override
  public String name() {
    return DEFINITION.name();
  }

  @Override
  public List<Diagnostic> check(Graph graph) {
    return Layers.problems(graph, given.get(LAYERS), name());
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    return Result.failed(
        Diagnostic.error(
            "penalty.training",
            origin.withName(name()),
            "a penalty acts while weights are learned, and its stage does not train",
            "give the stage a number of epochs"));
  }

  @Override
  public Result<Constraint> constrain(Graph graph, Environment environment) {
    List<Layers.Chosen> chosen = Layers.chosen(graph, given.get(LAYERS), false);
    Granularity granularity =
        Granularity.valueOf(given.word("granularity").toUpperCase(Locale.ROOT));
    List<int[]> groups =
        chosen.stream()
            .map(it ->
                granularity.groups(
                    (Contraction) it.layer().op(), graph.node(it.value()).type().shape()))
            .toList();
    Shrunk shrunk =
        new Shrunk(
            Shrunk.Norm.valueOf(given.word("norm").toUpperCase(Locale.ROOT)),
            given.real("strength"),
            groups);
    Held held = new Held(shrunk, chosen.stream().map(Layers.Chosen::value).toList());
    return Result.ok(new Constraint(List.of(held), trained -> new Done(trained, Optional.empty())));
  }
}
