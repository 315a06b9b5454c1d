// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files that a run wrote.
 *
 * @param outputs in the order of the graph
 */
public record RunReport(List<Output> outputs) implements Report {

  /**
   * An output of the graph.
   *
   * @param name its name
   * @param type its type
   * @param file where it was written
   */
  public record Output(String name, TensorType type, String file) {}

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Output output : outputs) {
      text.append(output.name()).append(' ').append(output.type());
      text.append(" -> ").append(output.file()).append('\n');
    }
    return text.toString();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("outputs");
    for (Output output : outputs) {
      array
          .addObject()
          .put("name", output.name())
          .put("file", output.file())
          .set("shape", Json.shape(output.type().shape()));
    }
    return json;
  }
}
