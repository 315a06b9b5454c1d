// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost;

import dev.cinch.cost.eie.EieCost;
import dev.cinch.cost.spatial.MappingPlan;
import dev.cinch.cost.spatial.SpatialCost;
import dev.cinch.cost.work.Activations;
import dev.cinch.cost.work.AssumedActivations;
import dev.cinch.cost.work.Cost;
import dev.cinch.cost.work.FigureBook;
import dev.cinch.cost.work.Work;
import dev.cinch.cost.work.Workload;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.target.Device;
import dev.cinch.target.EieArray;
import dev.cinch.target.Figure;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.Target;
import dev.cinch.target.TargetFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a network costs on a target, layer by layer, one layer after the other.
 *
 * @param target the target
 * @param layers in the order of the graph
 * @param total of all layers
 * @param figures every figure, and those it follows from
 */
public record Simulation(Target target, List<Cost> layers, Cost total, FigureBook figures) {

  public Simulation {
    layers = List.copyOf(layers);
  }

  /**
   * Costs a graph with mappings of least energy times delay; refused with every layer that the
   * target's model does not know.
   */
  public static Result<Simulation> of(Graph graph, Target target, Activations activations) {
    return of(graph, target, activations, MappingPlan.SEARCH);
  }

  /**
   * Costs a graph; refused with every layer that the target's model does not know.
   *
   * @param plan how layers are mapped on a spatial array
   */
  public static Result<Simulation> of(
      Graph graph, Target target, Activations activations, MappingPlan plan) {
    return of(graph, target, activations, plan, layer -> layer);
  }

  /**
   * Costs a graph as if nothing of it were compressed: each weight a word of the target that is not
   * zero, on an EIE an entry. It is what compressed networks are compared with.
   */
  public static Result<Simulation> uncompressed(
      Graph graph, Target target, Activations activations) {
    return of(graph, target, activations, MappingPlan.SEARCH, Workload.Layer::uncompressed);
  }

  private static Result<Simulation> of(
      Graph graph,
      Target target,
      Activations activations,
      MappingPlan plan,
      UnaryOperator<Workload.Layer> as) {
    FigureBook book = new FigureBook();
    return switch (target) {
      case Device device -> refused(device);
      case SpatialArray array -> {
        SpatialCost cost = new SpatialCost(array, graph, activations, plan, book);
        yield layers(graph, layers -> mapped(cost, layers, plan), layer -> cost.of(as.apply(layer)))
            .map(layers -> spatial(array, layers, book));
      }
      case EieArray array -> {
        EieCost cost = new EieCost(array, graph, activations, book);
        yield layers(graph, _ -> unmapped(plan, array.name()), layer -> cost.of(as.apply(layer)))
            .map(layers -> eie(array, layers, book));
      }
    };
  }

  /** The target, refused where there is no model of its cycles and energy. */
  public static Result<Target> modelled(Target target) {
    return switch (target) {
      case Device device -> refused(device);
      case SpatialArray _, EieArray _ -> Result.ok(target);
    };
  }

  private static <T> Result<T> refused(Device device) {
    List<String> others =
        TargetFiles.shipped().stream()
            .filter(name -> !TargetFiles.boards().contains(name))
            .toList();
    return Target.refused(
        device,
        "is a board, whose cycles and energy are not modelled yet",
        "cinch compile gives its resources; simulate on one of: " + String.join(", ", others));
  }

  /** The activations of a network of which nothing was measured. */
  public static Activations assumed(Target target) {
    return switch (target) {
      case Device _, SpatialArray _ -> AssumedActivations.dense();
      case EieArray _ ->
          new AssumedActivations(
              0.35,
              1,
              "assumed: AlexNet's dense layers have 35 to 38 % (Han et al., ISCA 2016, table III)"
                  + "; --data measures it");
    };
  }

  private static Result<List<Cost>> layers(
      Graph graph,
      Function<List<Workload.Layer>, List<Diagnostic>> before,
      Function<Workload.Layer, Result<Cost>> model) {
    return Workload.of(graph)
        .then(layers -> {
          List<Cost> costs = new ArrayList<>();
          List<Diagnostic> problems = new ArrayList<>(before.apply(layers));
          if (!problems.isEmpty()) {
            return new Result.Failed<>(problems);
          }
          for (Workload.Layer layer : layers) {
            switch (model.apply(layer)) {
              case Result.Ok<Cost>(var cost, var _) -> costs.add(cost);
              case Result.Failed<Cost>(var diagnostics) -> problems.addAll(diagnostics);
            }
          }
          return problems.isEmpty() ? Result.ok(costs) : new Result.Failed<>(problems);
        });
  }

  /** Maps all layers; a problem for each mapping of none. */
  private static List<Diagnostic> mapped(
      SpatialCost cost, List<Workload.Layer> layers, MappingPlan plan) {
    List<String> names =
        layers.stream()
            .filter(layer -> layer.work() instanceof Work.Products)
            .map(layer -> layer.node().name())
            .toList();
    List<Diagnostic> problems =
        plan.mappings().keySet().stream()
            .filter(name -> !names.contains(name))
            .sorted()
            .map(name ->
                Diagnostic.error(
                    "mapping.layer",
                    Origin.named(name),
                    "a mapping is given, and there is no such layer with products",
                    "layers: " + String.join(", ", names)))
            .toList();
    if (problems.isEmpty()) {
      cost.map(layers);
    }
    return problems;
  }

  private static List<Diagnostic> unmapped(MappingPlan plan, String target) {
    return plan.mappings().isEmpty()
        ? List.of()
        : List.of(
            Diagnostic.error(
                "mapping.target",
                Origin.named(target),
                "maps no loops, and mappings are given",
                "mappings are for spatial arrays, such as eyeriss-168"));
  }

  private static Simulation spatial(SpatialArray array, List<Cost> layers, FigureBook book) {
    Cost total = total(layers, SpatialCost.causes(), Map.of(), book);
    return new Simulation(array, layers, total, book);
  }

  private static Simulation eie(EieArray array, List<Cost> layers, FigureBook book) {
    Map<String, Figure> counts = new LinkedHashMap<>();
    Figure theoretical = sum(layers, "theoretical_cycles", "cycle", book, "theoretical_cycles");
    counts.put("theoretical_cycles", theoretical);
    counts.put("padding_zeros", sum(layers, "padding_zeros", "entry", book, "padding_zeros"));
    Figure cycles =
        book.sum("total.cycles", "cycles", "cycle", layers.stream().map(Cost::cycles).toList());
    counts.put(
        "load_balance",
        book.derive(
            "total.load_balance",
            "share of the cycles in which an element is busy",
            cycles.value() == 0 ? 1 : theoretical.value() / cycles.value(),
            "1",
            "theoretical cycles / cycles",
            List.of(theoretical, cycles)));
    return new Simulation(array, layers, total(layers, EieCost.causes(), counts, book), book);
  }

  private static Figure sum(
      List<Cost> layers, String key, String unit, FigureBook book, String name) {
    List<Figure> parts =
        layers.stream().map(layer -> layer.counts().get(key)).filter(Objects::nonNull).toList();
    return book.sum("total." + key, name, unit, parts);
  }

  private static Cost total(
      List<Cost> layers, List<String> causes, Map<String, Figure> counts, FigureBook book) {
    Map<String, Figure> energyBy = new LinkedHashMap<>();
    for (String cause : causes) {
      List<Figure> parts =
          layers.stream()
              .map(layer -> layer.energyBy().get(cause))
              .filter(Objects::nonNull)
              .toList();
      energyBy.put(cause, book.sum("total.energy_by." + cause, "energy of " + cause, "J", parts));
    }
    return new Cost(
        "total",
        "",
        book.sum("total.energy", "energy", "J", layers.stream().map(Cost::energy).toList()),
        book.sum("total.cycles", "cycles", "cycle", layers.stream().map(Cost::cycles).toList()),
        book.sum("total.latency", "latency", "s", layers.stream().map(Cost::latency).toList()),
        energyBy,
        counts,
        layers.stream().anyMatch(Cost::dramBound),
        "");
  }
}
