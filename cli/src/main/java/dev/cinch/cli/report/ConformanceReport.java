// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.frontend.conformance.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of operator cases. */
public final class ConformanceReport implements Report {

  private record Entry(String name, List<String> operators, Outcome outcome) {}

  private final String backend;
  private final List<Entry> entries = new ArrayList<>();

  /** Starts a report of what an engine computed. */
  public ConformanceReport(String backend) {
    this.backend = backend;
  }

  /** Adds a case. */
  public void add(String name, List<String> operators, Outcome outcome) {
    entries.add(new Entry(name, operators, outcome));
  }

  /** How many answers are wrong. */
  public long wrong() {
    return count(outcome -> outcome instanceof Outcome.Wrong);
  }

  private long count(Predicate<Outcome> wanted) {
    return entries.stream().map(Entry::outcome).filter(wanted).count();
  }

  private long passed() {
    return count(outcome -> outcome instanceof Outcome.Passed);
  }

  private long refused() {
    return count(outcome -> outcome instanceof Outcome.Refused);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      switch (entry.outcome()) {
        case Outcome.Passed _ -> {}
        case Outcome.Wrong(var reason) ->
            text.append("wrong    ").append(entry.name()).append(": ").append(reason).append('\n');
        case Outcome.Refused(var reason) ->
            text.append("refused  ").append(entry.name()).append(": ").append(reason).append('\n');
      }
    }
    return text.append(passed())
        .append(" of ")
        .append(entries.size())
        .append(" cases passed, ")
        .append(wrong())
        .append(" wrong, ")
        .append(refused())
        .append(" refused; backend ")
        .append(backend)
        .append('\n')
        .toString();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("backend", backend).put("total", entries.size());
    json.put("passed", passed()).put("wrong", wrong()).put("refused", refused());
    ArrayNode cases = json.putArray("cases");
    for (Entry entry : entries) {
      ObjectNode each = cases.addObject().put("name", entry.name());
      ArrayNode operators = each.putArray("operators");
      entry.operators().forEach(operators::add);
      switch (entry.outcome()) {
        case Outcome.Passed _ -> each.put("outcome", "passed");
        case Outcome.Wrong(var reason) -> each.put("outcome", "wrong").put("reason", reason);
        case Outcome.Refused(var reason) -> each.put("outcome", "refused").put("reason", reason);
      }
    }
    return json;
  }
}
