// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import dev.cinch.cost.golden.Comparison;
import dev.cinch.cost.golden.GoldenTable;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Published figures beside ours.
 *
 * @param table the rows
 */
public record GoldenReport(GoldenTable table) implements Report {

  private static final double WHOLE_FROM = 1000;

  @Override
  public String text() {
    Table text =
        new Table("source", "figure", "unit", "published", "ours", "difference", "bar", "kept");
    for (Comparison row : table.rows()) {
      text.row(
          row.source(),
          row.name(),
          row.unit(),
          number(row.published()),
          number(row.ours()),
          String.format(Locale.ROOT, "%+.2f %%", 100 * row.difference()),
          row.bar().text(),
          row.isKept() ? "yes" : "NO");
    }
    return text + "%d figures, %d bars missed\n".formatted(table.rows().size(), table.missed());
  }

  private static String number(double value) {
    return Math.abs(value) >= WHOLE_FROM
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode rows = json.putArray("figures");
    for (Comparison row : table.rows()) {
      rows.addObject()
          .put("source", row.source())
          .put("name", row.name())
          .put("unit", row.unit())
          .put("published", row.published())
          .put("ours", row.ours())
          .put("bar", row.bar().text())
          .put("kept", row.isKept());
    }
    return json.put("missed", table.missed());
  }
}
