// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a table of published figures that ships with Cinch: comma-separated, after lines that
 * say where they are from.
 *
 * @param cells by the names of the columns
 */
record Published(Map<String, String> cells) {

  /** The rows of a table. */
  static List<Published> table(String name) {
    try (InputStream in = Published.class.getResourceAsStream(name + ".csv")) {
      if (in == null) {
        throw new IllegalStateException("no table " + name);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<List<String>> lines =
          reader
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> List.of(line.split(",", -1)))
              .toList();
      List<Published> rows = new ArrayList<>();
      for (List<String> line : lines.subList(1, lines.size())) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < line.size(); i++) {
          cells.put(lines.getFirst().get(i), line.get(i));
        }
        rows.add(new Published(cells));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String column) {
    String cell = cells.get(column);
    if (cell == null) {
      throw new IllegalStateException("no column " + column + " in " + cells.keySet());
    }
    return cell;
  }

  double number(String column) {
    return Double.parseDouble(text(column));
  }

  int whole(String column) {
    return Integer.parseInt(text(column));
  }
}
