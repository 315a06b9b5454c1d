// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import dev.cinch.cost.Simulation;
import dev.cinch.cost.work.Cost;
import dev.cinch.target.EieArray;
import dev.cinch.target.Figure;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a network costs on a target, with every figure that stands behind it.
 *
 * @param model its name
 * @param activations where the activations come from
 * @param simulation the costs
 */
public record SimulateReport(String model, String activations, Simulation simulation)
    implements Report {

  /** The newest version of a report that this build reads. */
  public static final int VERSION = 1;

  @Override
  public String text() {
    List<String> heading =
        new ArrayList<>(List.of("layer", "op", "energy [uJ]", "cycles", "latency [us]"));
    heading.addAll(simulation.total().energyBy().keySet());
    if (isEie()) {
      heading.add("balance");
    }
    Table table = new Table(heading.toArray(String[]::new));
    simulation.layers().forEach(layer -> table.row(cells(layer)));
    return table.row(cells(simulation.total()))
        + "one input on "
        + simulation.target().name()
        + "; activations: "
        + activations
        + "; causes are shares of the energy\n";
  }

  private boolean isEie() {
    return simulation.target() instanceof EieArray;
  }

  private String[] cells(Cost cost) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                cost.name(),
                cost.op(),
                Numbers.micro(cost.energy()),
                Numbers.count(Math.round(cost.cycles().value())),
                Numbers.micro(cost.latency())));
    double energy = cost.energy().value();
    for (Figure cause : cost.energyBy().values()) {
      cells.add(energy == 0 ? "-" : Numbers.percent(100 * cause.value() / energy));
    }
    if (isEie()) {
      Figure balance = cost.counts().get("load_balance");
      cells.add(balance == null ? "-" : Numbers.percent(100 * balance.value()));
    }
    return cells.toArray(String[]::new);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("cinch-report", VERSION)
            .put("model", model)
            .put("target", simulation.target().name())
            .put("activations", activations);
    json.set("total", json(simulation.total()));
    ArrayNode layers = json.putArray("layers");
    simulation.layers().forEach(layer -> layers.add(json(layer)));
    ObjectNode figures = json.putObject("figures");
    simulation.figures().all().forEach(figure -> figures.set(figure.id(), Json.figure(figure)));
    return json;
  }

  private ObjectNode json(Cost cost) {
    ObjectNode json = Json.object().put("name", cost.name());
    if (!cost.op().isEmpty()) {
      json.put("op", cost.op());
    }
    json.set("energy", Json.quantity(cost.energy()));
    Json.count(json, "cycles", cost.cycles());
    json.set("latency", Json.quantity(cost.latency()));
    ObjectNode energyBy = json.putObject("energy_by");
    cost.energyBy().forEach((cause, figure) -> energyBy.set(cause, Json.quantity(figure)));
    cost.counts().forEach((key, figure) -> Json.count(json, key, figure));
    return isEie() ? json.put("dram_bound", cost.dramBound()) : json;
  }
}
