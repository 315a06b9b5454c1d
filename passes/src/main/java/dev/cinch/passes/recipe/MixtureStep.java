// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.passes.drive.Mixture;
import dev.cinch.passes.learn.Held;
import java.util.List;
import java.util.Optional;

/**
 * Soft weight sharing.
 *
 * @param origin where it stands in the recipe
 * @param given its parameters
 */
record MixtureStep(Origin origin, Arguments given) implements Step {

  private static final String LAYERS = "layers";
  private static final String VALUES = "values";

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "mixture",
          "prunes and shares at once: while the stage trains, weights gather around the means of a"
              + " Gaussian mixture that is learned with them; then each becomes its mean, or zero",
          Phase.WEIGHTS,
          List.of(
              new Parameter(LAYERS, new Kind.Layers(), "*", Layers.PATTERNS),
              new Parameter(
                  "biases",
                  new Kind.Choice(List.of("keep", "share")),
                  "keep",
                  "whether biases belong to the mixture"),
              new Parameter(
                  VALUES,
                  new Kind.Whole(1, 255, false),
                  "16",
                  "components besides that at zero: shared values of all layers together, at most"),
              new Parameter(
                  "zero", new Kind.Real(0, 0.999999, ""), "0.99", "share of the component at zero"),
              new Parameter(
                  "strength",
                  new Kind.Real(0, 1000, ""),
                  "0.005",
                  "of the mixture against the loss of all training examples")),
          it -> new MixtureStep(it.origin(), it));

  @Override
  public String name() {
    return DEFINITION.name();
  }

  /** Patterns over names of layers. */
  Arguments.Argument layers() {
    return given.get(LAYERS);
  }

  @Override
  public List<Diagnostic> check(Graph graph) {
    return Layers.problems(graph, layers(), name());
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    return Result.failed(
        Diagnostic.error(
            "mixture.training",
            origin.withName(name()),
            "a mixture is learned, and its stage does not train",
            "give the stage a number of epochs"));
  }

  @Override
  public Result<Constraint> constrain(Graph graph, Environment environment) {
    List<Value> values =
        Layers.chosen(graph, layers(), given.word("biases").equals("share")).stream()
            .map(Layers.Chosen::value)
            .toList();
    long examples = environment.learning().map(it -> it.examples().size()).orElse(1);
    Mixture mixture =
        new Mixture(given.whole(VALUES) + 1, given.real("zero"), given.real("strength"), examples);
    return Result.ok(
        new Constraint(
            List.of(new Held(mixture, values)),
            trained ->
                new Done(
                    Layers.share(trained, values), Optional.of(Layers.pruned(trained, values)))));
  }
}
