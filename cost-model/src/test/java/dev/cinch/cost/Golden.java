// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Published figures, one map of a row's cells for each line of a table. */
public final class Golden {
  private Golden() {}

  /** A row of a table. */
  public record Row(Map<String, String> cells) {
    /** A cell as it stands. */
    public String text(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw new IllegalArgumentException("no column " + column);
      }
      return cell;
    }

    /** A number. */
    public double number(String column) {
      return Double.parseDouble(text(column));
    }

    /** A whole number. */
    public int integer(String column) {
      return Integer.parseInt(text(column));
    }
  }

  /** The rows of a table; the test is skipped where the tables are not. */
  public static List<Row> rows(String table) {
    Path shared = shared();
    if (shared == null) {
      return Assumptions.abort("CINCH_SHARED is not set: no published figures to compare with");
    }
    Path file = shared.resolve("golden").resolve(table);
    if (!Files.isRegularFile(file)) {
      return Assumptions.abort(file + " is not there");
    }
    try {
      List<String> lines = Files.readAllLines(file);
      String[] head = lines.getFirst().split(",", -1);
      return lines.stream().skip(1).map(line -> row(head, line.split(",", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Path shared() {
    String stated = System.getenv("CINCH_SHARED");
    if (stated != null) {
      return Path.of(stated);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared"))) {
        return at.resolve("shared");
      }
    }
    return null;
  }

  private static Row row(String[] head, String[] line) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < head.length; i++) {
      cells.put(head[i], i < line.length ? line[i] : "");
    }
    return new Row(cells);
  }
}
