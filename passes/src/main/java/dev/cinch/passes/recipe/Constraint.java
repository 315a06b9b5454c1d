// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Value;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import dev.cinch.passes.learn.Held;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A step in a stage that trains.
 *
 * @param held what holds which weights
 * @param finish from the graph with the learned weights to the graph that the step hands on
 */
record Constraint(List<Held> held, Function<Graph, Step.Done> finish) {
  Constraint {
    held = List.copyOf(held);
  }

  /** The step without learning: the drivers start and finish. */
  Step.Done once(Graph graph) {
    Map<Value, Weight> weights = new LinkedHashMap<>();
    for (Held each : held) {
      List<float[]> numbers =
          each.values().stream().map(value -> Layers.decode(graph, value).toFloats()).toList();
      each.driver().start(numbers);
      each.driver().finish(numbers);
      for (int i = 0; i < numbers.size(); i++) {
        Value value = each.values().get(i);
        weights.put(value, new Dense(Layers.changed(Layers.decode(graph, value), numbers.get(i))));
      }
    }
    return finish.apply(ReplaceConstants.run(graph, weights));
  }
}
