// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table in plain text: words to the left of their column, numbers to the right. */
public final class Table {

  private static final Pattern NUMBER = Pattern.compile("-|[-+0-9.,]+( ?[%x])?");

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with its heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row with one cell for each column. */
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + rows.getFirst().size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Whether there are no rows below the heading. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The table in HTML; numbers to the right. */
  String html() {
    StringBuilder html = new StringBuilder("<table>\n");
    for (int r = 0; r < rows.size(); r++) {
      String tag = r == 0 ? "th" : "td";
      html.append("<tr>");
      for (int c = 0; c < rows.get(r).size(); c++) {
        html.append('<').append(tag).append(isNumeric(c) ? " class=\"n\">" : ">");
        html.append(Page.escaped(rows.get(r).get(c))).append("</").append(tag).append('>');
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  private boolean isNumeric(int column) {
    return rows.stream().skip(1).allMatch(row -> isNumber(row.get(column)));
  }

  /** The lines, each ending in a newline; a column is numeric when all cells below its head are. */
  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      numeric[c] = isNumeric(c);
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String padding = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? "" : "  ");
        line.append(numeric[c] ? padding + row.get(c) : row.get(c) + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static boolean isNumber(String cell) {
    return cell.isEmpty() || NUMBER.matcher(cell).matches();
  }
}
