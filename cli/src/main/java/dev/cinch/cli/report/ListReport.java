// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Names with a line about each. */
public final class ListReport implements Report {

  private final String key;
  private final Map<String, String> entries = new LinkedHashMap<>();

  /** Starts a list; {@code key} is what JSON calls it. */
  public ListReport(String key) {
    this.key = key;
  }

  /** Adds a name. */
  public void add(String name, String description) {
    entries.put(name, description);
  }

  @Override
  public String text() {
    int width = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    entries.forEach((name, description) ->
        text.append(name)
            .append(" ".repeat(width - name.length() + 2))
            .append(description)
            .append('\n'));
    return text.toString();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray(key);
    entries.forEach(
        (name, description) -> array.addObject().put("name", name).put("description", description));
    return json;
  }
}
