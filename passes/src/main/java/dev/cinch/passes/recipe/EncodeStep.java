// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.encode.EncodeWeights;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes the sparsity and the shared values that are there and stores each constant in its
 * smallest form. No number changes.
 *
 * @param origin where it stands in the recipe
 */
record EncodeStep(Origin origin) implements Step {

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "encode",
          "stores each constant in its smallest form: dense or sparse, with or without shared"
              + " values; no number changes",
          Phase.STORE,
          List.of(
              new Parameter(
                  "index",
                  new Kind.Choice(List.of("relative")),
                  "relative",
                  "positions are stored as distances to the one before"),
              new Parameter(
                  "coder",
                  new Kind.Choice(List.of("huffman")),
                  "huffman",
                  "entropy coder of positions and values")),
          it -> new EncodeStep(it.origin()));

  @Override
  public String name() {
    return DEFINITION.name();
  }

  @Override
  public List<Diagnostic> check(Graph graph) {
    return List.of();
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    EncodeWeights.Encoded encoded = EncodeWeights.run(graph);
    return Result.ok(
        new Done(encoded.graph(), Optional.of(new StepReport.Encoding(encoded.constants()))));
  }
}
