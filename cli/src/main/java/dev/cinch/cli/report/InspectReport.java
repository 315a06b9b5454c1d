// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model consists of.
 *
 * @param model its name
 * @param layers in the order of the graph
 */
public record InspectReport(String model, List<Layer> layers) implements Report {

  @Override
  public String text() {
    Table table = new Table("layer", "op", "output", "parameters", "bytes", "MACs", "density");
    layers.forEach(layer -> table.row(layer.cells()));
    return table.row(Layer.total(layers).cells()).toString();
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
    ArrayNode array = json.putArray("layers");
    layers.forEach(layer -> array.add(layer.json()));
    return json;
  }
}
