// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.fixed.ChooseFormats;
import dev.cinch.passes.fixed.FormatSettings;
import dev.cinch.passes.fixed.RangePolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses number formats on samples and makes the network one of integers.
 *
 * @param origin where it stands in the recipe
 * @param settings how formats are chosen
 */
record FixedStep(Origin origin, FormatSettings settings) implements Step {

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "fixed",
          "chooses number formats on samples and makes the network one of integers",
          Phase.FORMATS,
          List.of(
              new Parameter(
                  "samples",
                  new Kind.Whole(1, 1_000_000, false),
                  "512",
                  "examples that calibrate, at most"),
              new Parameter(
                  "range",
                  new Kind.Choice(
                      Arrays.stream(RangePolicy.values()).map(RangePolicy::text).toList()),
                  "mse",
                  "what a format must hold: every number, a share of them,"
                      + " or what makes the mean squared error least"),
              new Parameter(
                  "percent",
                  new Kind.Real(50, 100, ""),
                  "99.99",
                  "for range: percentile, share of the numbers that must fit"),
              new Parameter(
                  "activations",
                  new Kind.Whole(2, 16, false),
                  "8",
                  "bits of what passes between layers"),
              new Parameter("weights", new Kind.Whole(2, 16, false), "8", "bits of a weight"),
              new Parameter(
                  "shared",
                  new Kind.Whole(2, 16, false),
                  "16",
                  "bits of a shared value in a codebook"),
              new Parameter(
                  "outputs",
                  new Kind.Whole(2, 32, false),
                  "16",
                  "bits of what the device hands back")),
          it -> new FixedStep(it.origin(), settings(it)));

  private static FormatSettings settings(Arguments given) {
    return new FormatSettings(
        given.whole("samples"),
        RangePolicy.valueOf(given.word("range").toUpperCase(Locale.ROOT)),
        given.real("percent"),
        given.whole("activations"),
        given.whole("weights"),
        given.whole("shared"),
        given.whole("outputs"));
  }

  @Override
  public String name() {
    return DEFINITION.name();
  }

  @Override
  public List<Diagnostic> check(Graph graph) {
    return ChooseFormats.check(graph);
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    return ChooseFormats.run(
            graph, settings, environment.samples(), environment.engine(), environment.progress())
        .map(chosen ->
            new Done(
                chosen.graph(),
                Optional.of(new StepReport.NumberFormats(chosen.samples(), chosen.formats()))));
  }
}
