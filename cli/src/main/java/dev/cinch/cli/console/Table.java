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

  /** The lines, each ending in a newline; a column is numeric when all cells below its head are. */
  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      numeric[c] = rows.stream().skip(1).allMatch(row -> isNumber(row.get(column)));
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
