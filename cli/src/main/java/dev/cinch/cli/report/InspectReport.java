// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import dev.cinch.cost.Simulation;
import dev.cinch.cost.work.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model consists of.
 *
 * @param model its name
 * @param layers in the order of the graph
 * @param simulation what its simplified form costs on a target, when one was named; layers that
 *     simplification joined with others have no cost of their own
 * @param storage how a compressed model is stored
 */
public record InspectReport(
    String model, List<Layer> layers, Optional<Simulation> simulation, Optional<Storage> storage)
    implements Report {

  @Override
  public String text() {
    List<String> heading =
        new ArrayList<>(List.of("layer", "op", "output", "parameters", "bytes", "MACs", "density"));
    if (simulation.isPresent()) {
      heading.addAll(List.of("energy [uJ]", "cycles"));
    }
    Table table = new Table(heading.toArray(String[]::new));
    layers.forEach(layer -> table.row(cells(layer, cost(layer.name()))));
    table.row(cells(Layer.total(layers), simulation.map(Simulation::total)));
    return table + storage.map(of -> "\n" + of.text()).orElse("");
  }

  private Optional<Cost> cost(String layer) {
    return simulation.flatMap(
        costs -> costs.layers().stream().filter(cost -> cost.name().equals(layer)).findFirst());
  }

  private String[] cells(Layer layer, Optional<Cost> cost) {
    List<String> cells = new ArrayList<>(List.of(layer.cells()));
    if (simulation.isPresent()) {
      cells.add(cost.map(of -> Numbers.micro(of.energy())).orElse("-"));
      cells.add(cost.map(of -> Numbers.count(Math.round(of.cycles().value()))).orElse("-"));
    }
    return cells.toArray(String[]::new);
  }

  @Override
  public ObjectNode json() {
    Layer total = Layer.total(layers);
    ObjectNode json =
        Json.object()
            .put("model", model)
            .put("parameters", total.parameters())
            .put("macs", total.macs())
            .put("bytes", total.bytes())
            .put("density", total.density());
    simulation.ifPresent(costs -> json.put("target", costs.target().name()));
    addCost(json, simulation.map(Simulation::total));
    ArrayNode array = json.putArray("layers");
    for (Layer layer : layers) {
      ObjectNode of = layer.json();
      addCost(of, cost(layer.name()));
      array.add(of);
    }
    storage.ifPresent(of -> of.addTo(json));
    return json;
  }

  private void addCost(ObjectNode json, Optional<Cost> cost) {
    if (cost.isPresent()) {
      json.set("energy", Json.quantity(cost.get().energy()));
      Json.count(json, "cycles", cost.get().cycles());
    } else if (simulation.isPresent()) {
      json.putNull("energy").putNull("cycles");
    }
  }
}
