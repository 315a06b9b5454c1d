// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import dev.cinch.passes.drive.Attracted;
import dev.cinch.passes.drive.Projected;
import dev.cinch.passes.drive.Shares;
import dev.cinch.passes.drive.Through;
import dev.cinch.passes.drive.Times;
import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Held;
import dev.cinch.passes.represent.SharedSet;
import dev.cinch.passes.share.ShareValues;
import dev.cinch.passes.share.SharedWeight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clusters the non-zero weights of some layers into shared values.
 *
 * @param origin where it stands in the recipe
 * @param given its parameters
 */
record CodebookStep(Origin origin, Arguments given) implements Step {

  static final String MEAN = "mean";
  private static final String LAYERS = "layers";
  private static final String BITS = "bits";
  private static final String NONE = "none";

  static final Parameter GRADIENT =
      new Parameter(
          "gradient",
          new Kind.Choice(List.of("sum", MEAN)),
          "sum",
          "for shared values in stages that train: a value moves by the sum of the gradients of its"
              + " weights, or by their mean");

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "codebook",
          "clusters the non-zero weights of each layer into 2^bits - 1 shared values",
          Phase.WEIGHTS,
          List.of(
              new Parameter(LAYERS, new Kind.Layers(), "*", "names of layers, `*` and `?` match"),
              new Parameter(
                  BITS, new Kind.ByLayer(new Kind.Whole(1, 8, true)), "4", "width of a code"),
              new Parameter(
                  "biases",
                  new Kind.Choice(List.of("keep", "share")),
                  "keep",
                  "whether biases are clustered like weights"),
              GRADIENT,
              DriverKeys.DRIVER,
              DriverKeys.INTERVAL,
              DriverKeys.UNTIL,
              DriverKeys.STRENGTH,
              DriverKeys.GROWTH),
          it -> new CodebookStep(it.origin(), it));

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
    List<Diagnostic> problems = new ArrayList<>(Layers.unmatched(graph, layers()));
    problems.addAll(Layers.unmatched(graph, given.get(BITS).patterns()));
    if (!isOff()) {
      problems.addAll(Layers.unsuitable(graph, layers(), name()));
    }
    return problems;
  }

  /** Whether it does nothing. */
  boolean isOff() {
    return given.get(BITS).byLayer().isEmpty() && given.word(BITS).equals(NONE);
  }

  /** Constants by the width of their codes. */
  private Map<Integer, List<Value>> byBits(Graph graph) {
    Map<Integer, List<Value>> byBits = new TreeMap<>();
    boolean withBiases = given.word("biases").equals("share");
    for (Layers.Chosen each : Layers.chosen(graph, layers(), withBiases)) {
      given
          .get(BITS)
          .forLayer(each.layer().name())
          .filter(word -> !word.equals(NONE))
          .ifPresent(word ->
              byBits
                  .computeIfAbsent(Integer.valueOf(word), _ -> new ArrayList<>())
                  .add(each.value()));
    }
    return byBits;
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    if (isOff()) {
      return Result.ok(new Done(graph, Optional.empty()));
    }
    List<SharedWeight> reports = new ArrayList<>();
    Map<Value, Weight> weights = new LinkedHashMap<>();
    Map<Integer, List<Value>> byBits = byBits(graph);
    int all = byBits.values().stream().mapToInt(List::size).sum();
    byBits.forEach((bits, values) -> {
      for (Value value : values) {
        ShareValues.Shared shared =
            ShareValues.share(value.name(), Layers.decode(graph, value), bits);
        weights.put(value, shared.weight());
        reports.add(shared.report());
        environment.progress().at("codebook", reports.size(), all);
      }
    });
    return new Result.Ok<>(
        new Done(
            ReplaceConstants.run(graph, weights),
            Optional.of(new StepReport.SharedWeights(reports))),
        warnings(reports));
  }

  @Override
  public Result<Constraint> constrain(Graph graph, Environment environment) {
    Map<Integer, List<Value>> byBits = byBits(graph);
    List<Held> held = new ArrayList<>();
    byBits.forEach((bits, values) -> held.add(new Held(driver(graph, bits, values), values)));
    List<Value> all = byBits.values().stream().flatMap(List::stream).toList();
    return Result.ok(
        new Constraint(
            held,
            trained -> {
              List<SharedWeight> reports =
                  all.stream()
                      .map(value ->
                          ShareValues.share(
                                  value.name(),
                                  Layers.decode(trained, value),
                                  bitsOf(value, byBits))
                              .report())
                      .toList();
              return new Done(
                  Layers.share(trained, all), Optional.of(new StepReport.SharedWeights(reports)));
            }));
  }

  private static int bitsOf(Value value, Map<Integer, List<Value>> byBits) {
    return byBits.entrySet().stream()
        .filter(it -> it.getValue().contains(value))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private Driver driver(Graph graph, int bits, List<Value> values) {
    DriverKeys keys = DriverKeys.of(given);
    SharedSet set = new SharedSet(bits);
    List<Integer> sizes = Layers.sizes(graph, values);
    return switch (keys.driver()) {
      case ONCE -> {
        Shares shares = new Shares(sizes, given.word(GRADIENT.name()).equals(MEAN));
        yield new Projected(set, Times.ONCE, sizes, List.of(shares));
      }
      case STEP -> new Through(set, keys.times(), sizes);
      case ALTERNATE -> new Attracted(set, keys.times(), keys.strength(), keys.growth(), sizes);
    };
  }

  private static List<Diagnostic> warnings(List<SharedWeight> reports) {
    return reports.stream()
        .filter(report -> !report.exact())
        .map(report ->
            Diagnostic.warning(
                "codebook.binned",
                Origin.named(report.name()),
                report.distinct()
                    + " different weights are too many for exact clusters:"
                    + " 65,536 bins of them were clustered",
                ""))
        .toList();
  }
}
