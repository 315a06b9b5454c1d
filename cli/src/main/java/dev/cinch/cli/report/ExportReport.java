// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that was written.
 *
 * @param name the graph's name
 * @param file where
 * @param bytes of the file
 * @param beside bytes of the file beside it; 0 where there is none
 */
public record ExportReport(String name, Path file, long bytes, long beside) implements Report {

  @Override
  public String text() {
    String more =
        beside == 0 ? "" : ", and " + Numbers.count(beside) + " bytes in " + file + ".bin";
    return name + " -> " + file + ": " + Numbers.count(bytes) + " bytes" + more + "\n";
  }

  @Override
  public ObjectNode json() {
    return Json.object()
        .put("name", name)
        .put("file", file.toString())
        .put("bytes", bytes)
        .put("bytes_beside", beside);
  }
}
