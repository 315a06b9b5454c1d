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
import java.util.Locale;
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
  private static final String HESSIAN = "hessian";

  static final Parameter GRADIENT =
      new Parameter(
          "gradient",
          new Kind.Choice(List.of("sum", MEAN)),
          "sum",
          "for shared values in stages that train: a value moves by the sum of the gradients of its"
              + " weights, or by their mean");

  /** Clusters that are this close to the best are the best for all that matters. */
  private static final double WORTH_SAYING = 0.001;

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "codebook",
          "clusters the non-zero weights of each layer into 2^bits - 1 shared values",
          Phase.WEIGHTS,
          List.of(
              new Parameter(LAYERS, new Kind.Layers(), "*", Layers.PATTERNS),
              new Parameter(
                  BITS, new Kind.ByLayer(new Kind.Whole(1, 8, true)), "4", "width of a code"),
              new Parameter(
                  "method",
                  new Kind.Choice(List.of("optimal", "linear", "entropy")),
                  "optimal",
                  "the nearest clusters there are; those that Lloyd's iterations find from evenly"
                      + " spaced ones, as in the paper; or the nearest for what the codes cost"),
              new Parameter(
                  "metric",
                  new Kind.Choice(List.of("plain", HESSIAN)),
                  "plain",
                  "what near means: squared distance, or that times the diagonal of the Hessian"),
              new Parameter(
                  "price",
                  new Kind.Real(0, 1000, ""),
                  "0.01",
                  "for method: entropy, of a bit, in mean squares of the layer's weights"),
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
          .forLayer(each.layer())
          .filter(word -> !word.equals(NONE))
          .ifPresent(word ->
              byBits
                  .computeIfAbsent(Integer.valueOf(word), _ -> new ArrayList<>())
                  .add(each.value()));
    }
    return byBits;
  }

  /** For each width of codes the set and the constants that are to be in it. */
  private record Sets(List<SharedSet> sets, List<List<Value>> values) {}

  private Result<Sets> sets(Graph graph, Environment environment) {
    Map<Integer, List<Value>> byBits = byBits(graph);
    List<List<Value>> values = List.copyOf(byBits.values());
    List<Value> all = values.stream().flatMap(List::stream).toList();
    Result<List<float[]>> metric =
        given.word("metric").equals(HESSIAN)
            ? environment.diagonal(graph, all, origin.withName(name()))
            : Result.ok(List.of());
    return metric.map(diagonals -> {
      List<SharedSet> sets = new ArrayList<>();
      int at = 0;
      for (Map.Entry<Integer, List<Value>> each : byBits.entrySet()) {
        int size = diagonals.isEmpty() ? 0 : each.getValue().size();
        sets.add(new SharedSet(each.getKey(), method(), diagonals.subList(at, at + size)));
        at += size;
      }
      return new Sets(sets, values);
    });
  }

  private SharedSet.Method method() {
    return switch (given.word("method")) {
      case "linear" -> new SharedSet.Method.Linear();
      case "entropy" -> new SharedSet.Method.EntropyConstrained(given.real("price"));
      default -> new SharedSet.Method.Optimal();
    };
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    if (isOff()) {
      return Result.ok(new Done(graph, Optional.empty()));
    }
    return sets(graph, environment)
        .then(sets -> {
          List<SharedWeight> reports = new ArrayList<>();
          Map<Value, Weight> weights = new LinkedHashMap<>();
          int all = sets.values().stream().mapToInt(List::size).sum();
          for (int s = 0; s < sets.sets().size(); s++) {
            List<Value> values = sets.values().get(s);
            for (int i = 0; i < values.size(); i++) {
              Value value = values.get(i);
              ShareValues.Shared shared =
                  sets.sets().get(s).share(value.name(), Layers.decode(graph, value), i);
              weights.put(value, shared.weight());
              reports.add(shared.report());
              environment.progress().at("codebook", reports.size(), all);
            }
          }
          return new Result.Ok<>(
              new Done(
                  ReplaceConstants.run(graph, weights),
                  Optional.of(new StepReport.SharedWeights(reports))),
              warnings(reports));
        });
  }

  @Override
  public Result<Constraint> constrain(Graph graph, Environment environment) {
    return sets(graph, environment)
        .map(sets -> {
          List<Held> held = new ArrayList<>();
          for (int s = 0; s < sets.sets().size(); s++) {
            List<Value> values = sets.values().get(s);
            held.add(new Held(driver(graph, sets.sets().get(s), values), values));
          }
          return new Constraint(held, trained -> finished(trained, sets));
        });
  }

  private static Done finished(Graph trained, Sets sets) {
    List<SharedWeight> reports = new ArrayList<>();
    for (int s = 0; s < sets.sets().size(); s++) {
      for (Value value : sets.values().get(s)) {
        reports.add(
            ShareValues.share(
                    value.name(), Layers.decode(trained, value), sets.sets().get(s).bits())
                .report());
      }
    }
    List<Value> all = sets.values().stream().flatMap(List::stream).toList();
    return new Done(Layers.share(trained, all), Optional.of(new StepReport.SharedWeights(reports)));
  }

  private Driver driver(Graph graph, SharedSet set, List<Value> values) {
    DriverKeys keys = DriverKeys.of(given);
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

  private List<Diagnostic> warnings(List<SharedWeight> reports) {
    boolean isOptimal = method() instanceof SharedSet.Method.Optimal;
    return reports.stream()
        .filter(report -> isOptimal && report.distance() > WORTH_SAYING)
        .map(report ->
            Diagnostic.warning(
                "codebook.binned",
                Origin.named(report.name()),
                report.numbers()
                    + " weights are too many for exact clusters: their squared error can be "
                    + String.format(Locale.ROOT, "%.2g", 100 * report.distance())
                    + " % above the least",
                ""))
        .toList();
  }
}
