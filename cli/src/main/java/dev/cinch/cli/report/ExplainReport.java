// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tree of a figure: what it follows from, down to counts and documents.
 *
 * @param id identifier of the figure
 * @param figures all figures of a report by their identifiers
 */
public record ExplainReport(String id, JsonNode figures) implements Report {

  private static final String KEY_INPUTS = "inputs";

  /** Whether following the inputs of the figure ends, at figures that are all there. */
  public boolean isTree() {
    return ends(id, new LinkedHashSet<>(), new HashSet<>());
  }

  private boolean ends(String at, Set<String> above, Set<String> done) {
    if (done.contains(at)) {
      return true;
    }
    if (!figures.path(at).isObject() || !above.add(at)) {
      return false;
    }
    for (JsonNode input : figures.path(at).path(KEY_INPUTS)) {
      if (!ends(input.asString(""), above, done)) {
        return false;
      }
    }
    above.remove(at);
    done.add(at);
    return true;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    print(id, 0, text, new HashSet<>());
    return text.toString();
  }

  private void print(String at, int depth, StringBuilder text, Set<String> printed) {
    JsonNode figure = figures.path(at);
    String indent = "  ".repeat(depth);
    text.append(indent)
        .append(at)
        .append(" = ")
        .append(Numbers.general(figure.path("value").asDouble(0)))
        .append(unit(figure))
        .append("  (")
        .append(figure.path("source").asString("unknown"))
        .append(')');
    if (!printed.add(at)) {
      text.append(figure.path(KEY_INPUTS).isEmpty() ? "\n" : "  see above\n");
      return;
    }
    text.append('\n');
    for (String key : new String[] {"formula", "citation", "error"}) {
      String value = figure.path(key).asString("");
      if (!value.isEmpty()) {
        text.append(indent).append("  ").append(key).append(": ").append(value).append('\n');
      }
    }
    for (JsonNode input : figure.path(KEY_INPUTS)) {
      print(input.asString(""), depth + 1, text, printed);
    }
  }

  /** Plain ratios have the unit 1, which is not said. */
  private static String unit(JsonNode figure) {
    String unit = figure.path("unit").asString("");
    return unit.equals("1") ? "" : " " + unit;
  }

  @Override
  public ObjectNode json() {
    return json(id);
  }

  private ObjectNode json(String at) {
    ObjectNode json = Json.object().put("id", at);
    JsonNode figure = figures.path(at);
    for (String key : figure.propertyNames()) {
      if (!key.equals(KEY_INPUTS)) {
        json.set(key, figure.path(key));
      }
    }
    ArrayNode inputs = json.putArray(KEY_INPUTS);
    for (JsonNode input : figure.path(KEY_INPUTS)) {
      inputs.add(json(input.asString("")));
    }
    return json;
  }
}
