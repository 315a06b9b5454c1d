// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier stages established and later ones must not destroy (law 7 of the algebra): a stage
 * that trains keeps zeros and shared values of each layer, or makes them anew.
 */
final class Promises {

  /** What can be established, by the step that does so. */
  private enum Promise {
    ZEROS("zeros", "keep: sparsity"),
    SHARED_VALUES("shared values", "keep: codebook");

    private final String text;
    private final String hint;

    Promise(String text, String hint) {
      this.text = text;
      this.hint = hint;
    }
  }

  /** By layer the stage that established it. */
  private final Map<Promise, Map<String, Stage>> made = new LinkedHashMap<>();

  private Promises() {}

  /** Everything that a recipe would destroy. */
  static List<Diagnostic> broken(Graph graph, Recipe recipe) {
    Promises promises = new Promises();
    List<Diagnostic> problems = new ArrayList<>();
    for (Stage stage : recipe.stages()) {
      if (stage.training().isPresent()) {
        for (Promise promise : Promise.values()) {
          problems.addAll(promises.broken(graph, stage, promise));
        }
      }
      for (Step step : stage.steps()) {
        switch (step) {
          case PruneStep prune -> promises.make(graph, Promise.ZEROS, prune.layers(), stage);
          case CodebookStep shared when !shared.isOff() ->
              promises.make(graph, Promise.SHARED_VALUES, shared.layers(), stage);
          case MixtureStep mixture -> {
            promises.make(graph, Promise.ZEROS, mixture.layers(), stage);
            promises.make(graph, Promise.SHARED_VALUES, mixture.layers(), stage);
          }
          case CodebookStep _, KeepStep _, PenaltyStep _, FixedStep _, EncodeStep _ -> {}
        }
      }
    }
    return problems;
  }

  private void make(Graph graph, Promise promise, Arguments.Argument layers, Stage stage) {
    for (Node layer : Layers.matching(graph, layers)) {
      made.computeIfAbsent(promise, _ -> new LinkedHashMap<>()).put(layer.name(), stage);
    }
  }

  private List<Diagnostic> broken(Graph graph, Stage stage, Promise promise) {
    Map<String, Stage> open = new LinkedHashMap<>(made.getOrDefault(promise, Map.of()));
    for (Step step : stage.steps()) {
      kept(step, promise)
          .ifPresent(
              layers -> Layers.matching(graph, layers).forEach(layer -> open.remove(layer.name())));
    }
    if (open.isEmpty()) {
      return List.of();
    }
    Stage earlier = open.values().iterator().next();
    return List.of(
        Diagnostic.error(
            "recipe.promise",
            stage.origin(),
            "training here would destroy the %s of %s that stage %s makes"
                .formatted(promise.text, String.join(", ", open.keySet()), earlier.name()),
            "add `- " + promise.hint + "`"));
  }

  /** The layers in which a step keeps something, or makes it anew. */
  private static Optional<Arguments.Argument> kept(Step step, Promise promise) {
    return switch (step) {
      case KeepStep keep ->
          Optional.of(keep.layers())
              .filter(_ -> (keep.what() == KeepStep.What.SPARSITY) == (promise == Promise.ZEROS));
      case PruneStep prune -> Optional.of(prune.layers()).filter(_ -> promise == Promise.ZEROS);
      case CodebookStep shared ->
          Optional.of(shared.layers())
              .filter(_ -> promise == Promise.SHARED_VALUES && !shared.isOff());
      case MixtureStep mixture -> Optional.of(mixture.layers());
      case PenaltyStep _, FixedStep _, EncodeStep _ -> Optional.empty();
    };
  }
}
