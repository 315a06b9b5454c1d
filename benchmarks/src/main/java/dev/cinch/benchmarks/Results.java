// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of the reports under {@code docs/results}: for each run the median and range of its
 * seeds.
 */
final class Results {

  private static final Path FOLDER = Path.of("docs", "results");
  private static final Path PAGE = FOLDER.resolve("README.md");
  private static final String BEGIN = "<!-- table: written by benchmarks/run results -->\n";
  private static final String END = "<!-- end of table -->\n";

  private Results() {}

  /** Prints the table, and puts it into the page. */
  static void run(PrintStream out) throws IOException {
    String table = table();
    out.print(table);
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(page.indexOf(END)));
  }

  private static String table() throws IOException {
    Map<String, List<JsonNode>> runs = new TreeMap<>();
    JsonMapper mapper = JsonMapper.builder().build();
    try (var files = Files.list(FOLDER)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        String name = String.valueOf(file.getFileName()).replaceFirst("-[0-9]+\\.json$", "");
        runs.computeIfAbsent(name, _ -> new ArrayList<>())
            .add(mapper.readTree(Files.readString(file)));
      }
    }
    StringBuilder table =
        new StringBuilder(
            """
            | run | seeds | top-1 before | top-1 after | drop, points | bytes after | ratio_bytes | ratio_file | ratio_parameters |
            |---|---|---|---|---|---|---|---|---|
            """);
    runs.forEach((name, reports) ->
        table.append(
            "| `%s` | %d | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                    name,
                    reports.size(),
                    cell("%.2f", reports, it -> it.at("/before/top1").asDouble()),
                    cell("%.2f", reports, it -> it.at("/after/top1").asDouble()),
                    cell(
                        "%.2f",
                        reports,
                        it -> it.at("/before/top1").asDouble() - it.at("/after/top1").asDouble()),
                    cell("%,.0f", reports, it -> it.at("/after/bytes").asDouble()),
                    cell("%.1f", reports, it -> it.get("ratio_bytes").asDouble()),
                    cell("%.1f", reports, it -> it.get("ratio_file").asDouble()),
                    cell("%.1f", reports, it -> it.get("ratio_parameters").asDouble()))));
    return table.toString();
  }

  /** The median, and the range where there is one. */
  private static String cell(
      String format, List<JsonNode> reports, ToDoubleFunction<JsonNode> figure) {
    double[] sorted = reports.stream().mapToDouble(figure).sorted().toArray();
    String median = String.format(Locale.ROOT, format, sorted[sorted.length / 2]);
    String least = String.format(Locale.ROOT, format, sorted[0]);
    String most = String.format(Locale.ROOT, format, sorted[sorted.length - 1]);
    return least.equals(most) ? median : median + " (" + least + " to " + most + ")";
  }
}
