// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.passes.drive.Shares;
import dev.cinch.passes.drive.Zeros;
import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Held;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what is there while weights are learned: zeros, or shared values.
 *
 * @param origin where it stands in the recipe
 * @param layers patterns over names of layers
 * @param what is kept
 * @param isMean whether a shared value moves by the mean of its gradients
 */
record KeepStep(Origin origin, Arguments.Argument layers, What what, boolean isMean)
    implements Step {

  /** What can be kept. */
  enum What {
    SPARSITY,
    CODEBOOK
  }

  static final StepDefinition DEFINITION =
      new StepDefinition(
              "keep",
              "keeps what is there while the stage trains: zeros, or shared values, which go on"
                  + " being learned",
              Phase.WEIGHTS,
              List.of(
                  new Parameter(
                      "what",
                      new Kind.Choice(List.of("sparsity", "codebook")),
                      "sparsity",
                      "what is kept; may stand alone: `keep: sparsity`"),
                  new Parameter("layers", new Kind.Layers(), "*", Layers.PATTERNS),
                  CodebookStep.GRADIENT),
              it ->
                  new KeepStep(
                      it.origin(),
                      it.get("layers"),
                      it.word("what").equals("sparsity") ? What.SPARSITY : What.CODEBOOK,
                      it.word(CodebookStep.GRADIENT.name()).equals(CodebookStep.MEAN)))
          .shortly("what");

  @Override
  public String name() {
    return DEFINITION.name();
  }

  @Override
  public List<Diagnostic> check(Graph graph) {
    return Layers.problems(graph, layers, name());
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    return Result.ok(new Done(graph, Optional.empty()));
  }

  @Override
  public Result<Constraint> constrain(Graph graph, Environment environment) {
    List<Value> values =
        Layers.chosen(graph, layers, true).stream()
            .filter(it -> what == What.SPARSITY || Layers.isShared(graph, it.value()))
            .map(Layers.Chosen::value)
            .toList();
    List<Integer> sizes = Layers.sizes(graph, values);
    Driver driver =
        switch (what) {
          case SPARSITY -> new Zeros(sizes);
          case CODEBOOK -> new Shares(sizes, isMean);
        };
    return Result.ok(
        new Constraint(
            List.of(new Held(driver, values)),
            trained ->
                new Done(
                    what == What.CODEBOOK ? Layers.share(trained, values) : trained,
                    Optional.empty())));
  }
}
