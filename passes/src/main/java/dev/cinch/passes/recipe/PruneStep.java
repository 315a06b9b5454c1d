// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Contraction;
import dev.cinch.passes.drive.Attracted;
import dev.cinch.passes.drive.Projected;
import dev.cinch.passes.drive.Spliced;
import dev.cinch.passes.drive.Times;
import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Held;
import dev.cinch.passes.prune.Allocation;
import dev.cinch.passes.prune.Company;
import dev.cinch.passes.prune.Curvature;
import dev.cinch.passes.prune.Granularity;
import dev.cinch.passes.prune.Magnitude;
import dev.cinch.passes.prune.Ramp;
import dev.cinch.passes.prune.Saliency;
import dev.cinch.passes.prune.Slope;
import dev.cinch.passes.represent.SparseSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Sets the weights of least saliency to zero.
 *
 * @param origin where it stands in the recipe
 * @param given its parameters
 */
record PruneStep(Origin origin, Arguments given) implements Step {

  static final String SCAN = "scan";
  private static final String LAYERS = "layers";
  private static final String NONE = "none";

  /** Of when masks are renewed; nothing else is drawn. */
  private static final long MASK_SEED = 1;

  private static final String DENSITY = "density";

  /** What decides which weights go first. */
  enum Criterion {
    MAGNITUDE,
    HESSIAN,
    TAYLOR
  }

  /** How a density becomes one for each layer. */
  enum Share {
    LAYER,
    GLOBAL,
    ADAPTIVE,
    DEVIATION
  }

  static final StepDefinition DEFINITION =
      new StepDefinition(
          "prune",
          "sets the weights of least saliency to zero",
          Phase.WEIGHTS,
          List.of(
              new Parameter(LAYERS, new Kind.Layers(), "*", Layers.PATTERNS),
              new Parameter(
                  "criterion",
                  Kind.Choice.of(Criterion.values()),
                  "magnitude",
                  "which weights go first: those of least magnitude; of least h w^2 with the"
                      + " diagonal of the Hessian; of least gradient times weight, for stages that"
                      + " train"),
              new Parameter(
                  "granularity",
                  new Kind.Choice(Granularity.names()),
                  "element",
                  "what goes together: nothing, windows, inputs, outputs, or blocks of 4 x 4"),
              new Parameter(
                  DENSITY,
                  new Kind.ByLayer(new Kind.Real(0, 1, SCAN)),
                  SCAN,
                  "share of the weights to keep; scan finds one for each layer"),
              new Parameter(
                  "allocation",
                  Kind.Choice.of(Share.values()),
                  "layer",
                  "the density is that of each layer; of all together, by saliency alone, or by"
                      + " saliency in relation to its layer; or weights stay above the mean and"
                      + " `deviations` standard deviations"),
              new Parameter(
                  "deviations",
                  new Kind.Real(-10, 100, ""),
                  "1",
                  "for allocation: deviation, how many"),
              new Parameter(
                  "company",
                  new Kind.Real(0, 10, NONE),
                  NONE,
                  "how much more a weight counts where much is kept of its input and output; what"
                      + " is kept gathers in few rows and columns"),
              new Parameter(
                  "biases",
                  new Kind.Choice(List.of("keep", "prune")),
                  "keep",
                  "whether biases are pruned like weights"),
              new Parameter(
                  "drop",
                  new Kind.Real(0, 100, ""),
                  "0.1",
                  "for density: scan, points of accuracy on held-out training examples that may be"
                      + " lost"),
              new Parameter(
                  SCAN,
                  new Kind.Whole(1, 1_000_000, false),
                  "2000",
                  "for density: scan, held-out examples on which a layer is tried alone, at most"),
              DriverKeys.DRIVER,
              new Parameter(
                  "ramp",
                  new Kind.Choice(Ramp.names()),
                  "none",
                  "for stages that train, how the density falls from 1"),
              new Parameter(
                  "band",
                  new Kind.Real(0, 0.99, NONE),
                  "0.1",
                  "for driver: step, a weight is lost below (1 - band), and comes back above (1 +"
                      + " band) times the threshold"),
              DriverKeys.INTERVAL,
              DriverKeys.UNTIL,
              DriverKeys.STRENGTH,
              DriverKeys.GROWTH),
          it -> new PruneStep(it.origin(), it));

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
    List<Diagnostic> problems = new ArrayList<>(Layers.problems(graph, layers(), name()));
    Arguments.Argument density = given.get(DENSITY);
    problems.addAll(Layers.unmatched(graph, density.patterns()));
    boolean isScan = density.words().stream().anyMatch(it -> it.text().equals(SCAN));
    if (allocation() != Share.LAYER
        && (!density.byLayer().isEmpty() || (isScan && allocation() != Share.DEVIATION))) {
      problems.add(
          Diagnostic.error(
              "prune.density",
              origin.withName(name()),
              "allocation: " + given.word("allocation") + " needs one density for all layers",
              "give one number, or allocation: layer"));
    }
    return problems;
  }

  private Share allocation() {
    return Share.valueOf(given.word("allocation").toUpperCase(Locale.ROOT));
  }

  /** Each weight with its density; those of layers that no pattern of densities matches stay. */
  private record Densities(List<Layers.Chosen> chosen, List<Double> each) {}

  private Result<Densities> densities(Graph graph, Environment environment) {
    boolean withBiases = given.word("biases").equals("prune");
    List<Layers.Chosen> chosen = Layers.chosen(graph, layers(), withBiases);
    Arguments.Argument density = given.get(DENSITY);
    if (allocation() == Share.LAYER
        && density.words().stream().anyMatch(it -> it.text().equals(SCAN))) {
      return PruningScan.run(graph, origin.withName(name()), chosen, given, environment)
          .map(each -> new Densities(chosen, each));
    }
    List<Layers.Chosen> some =
        chosen.stream().filter(it -> density.forLayer(it.layer()).isPresent()).toList();
    List<Double> each =
        some.stream()
            .map(it -> density.forLayer(it.layer()).orElseThrow())
            .map(word -> word.equals(SCAN) ? 0.0 : Double.parseDouble(word))
            .toList();
    return Result.ok(new Densities(some, each));
  }

  private Allocation allocation(Densities densities) {
    double whole = densities.each().isEmpty() ? 1 : densities.each().getFirst();
    return switch (allocation()) {
      case LAYER -> new Allocation.Given(densities.each());
      case GLOBAL -> new Allocation.Global(whole);
      case ADAPTIVE -> new Allocation.Adaptive(whole);
      case DEVIATION -> new Allocation.Deviation(given.real("deviations"));
    };
  }

  private Result<Saliency> saliency(Graph graph, List<Value> values, Environment environment) {
    return switch (Criterion.valueOf(given.word("criterion").toUpperCase(Locale.ROOT))) {
      case MAGNITUDE -> Result.ok(new Magnitude());
      case TAYLOR -> Result.ok(new Slope(Layers.sizes(graph, values)));
      case HESSIAN ->
          environment.diagonal(graph, values, origin.withName(name())).map(Curvature::new);
    };
  }

  @Override
  public Result<Done> run(Graph graph, Environment environment) {
    return constrain(graph, environment, true).map(it -> it.once(graph));
  }

  @Override
  public Result<Constraint> constrain(Graph graph, Environment environment) {
    return constrain(graph, environment, false);
  }

  private Result<Constraint> constrain(Graph graph, Environment environment, boolean isOnce) {
    return densities(graph, environment)
        .then(densities -> {
          List<Value> values = densities.chosen().stream().map(Layers.Chosen::value).toList();
          return saliency(graph, values, environment)
              .map(saliency -> {
                Ramp ramp = Ramp.valueOf(given.word("ramp").toUpperCase(Locale.ROOT));
                SparseSet set =
                    new SparseSet(
                        saliency,
                        allocation(densities),
                        isOnce ? Ramp.NONE : ramp,
                        company(graph, densities.chosen()),
                        groups(graph, densities.chosen(), granularity()));
                Driver driver = driver(set, Layers.sizes(graph, values), isOnce);
                return new Constraint(
                    List.of(new Held(driver, values)),
                    pruned -> new Done(pruned, Optional.of(Layers.pruned(pruned, values))));
              });
        });
  }

  private Driver driver(SparseSet set, List<Integer> sizes, boolean isOnce) {
    DriverKeys keys = DriverKeys.of(given);
    if (isOnce) {
      return new Projected(set, Times.ONCE, sizes, List.of());
    }
    return switch (keys.driver()) {
      case ONCE -> {
        Times times = set.ramp() == Ramp.NONE ? Times.ONCE : keys.times();
        yield new Projected(set, times, sizes, List.of());
      }
      case STEP ->
          new Spliced(
              set, keys.times(), given.realUnless("band", NONE).orElse(0), MASK_SEED, sizes);
      case ALTERNATE -> new Attracted(set, keys.times(), keys.strength(), keys.growth(), sizes);
    };
  }

  private Granularity granularity() {
    return Granularity.valueOf(given.word("granularity").toUpperCase(Locale.ROOT));
  }

  private Company company(Graph graph, List<Layers.Chosen> chosen) {
    OptionalDouble strength = given.realUnless("company", NONE);
    return strength.isEmpty()
        ? Company.NONE
        : new Company(
            strength.getAsDouble(),
            groups(graph, chosen, Granularity.ROW),
            groups(graph, chosen, Granularity.FILTER));
  }

  private static List<int[]> groups(
      Graph graph, List<Layers.Chosen> chosen, Granularity granularity) {
    return chosen.stream()
        .map(it ->
            it.isBias()
                ? new int[0]
                : granularity.groups(
                    (Contraction) it.layer().op(), graph.node(it.value()).type().shape()))
        .toList();
  }
}
