// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.ExplainReport;
import dev.cinch.cli.report.SimulateReport;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a number of a report follows from. */
@Command(
    name = "explain",
    description = "Shows the tree of a number: formulas, counts and the documents they rest on.",
    footer = {"", "Example: cinch explain lenet.report.json total.energy"})
public final class ExplainCommand extends Subcommand {

  private static final int CLOSE = 8;

  @Parameters(
      index = "0",
      paramLabel = "REPORT",
      description = "A JSON file that cinch compress --target or cinch simulate -o wrote.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "FIGURE",
      description = "The number's id, such as total.energy or layers.conv1.energy_by.dram.")
  private String figure;

  /** A command in its surroundings. */
  public ExplainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) {
    JsonNode figures = figures();
    if (!figures.has(figure)) {
      throw refused("has no figure " + figure, "figures: " + close(figures));
    }
    ExplainReport report = new ExplainReport(figure, figures);
    if (!report.isTree()) {
      throw refused("has a figure that follows from itself or from none that is there", "");
    }
    console.result(report);
    return Exit.DONE;
  }

  private JsonNode figures() {
    if (!Files.isRegularFile(file)) {
      throw refused("there is no such file", "write one: cinch simulate MODEL --target T -o FILE");
    }
    JsonNode root;
    try {
      root = new JsonMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw refused("is not JSON: " + e.getOriginalMessage(), "");
    } catch (CharacterCodingException _) {
      throw refused("is not text", "");
    } catch (IOException e) {
      throw refused("cannot be read: " + e.getMessage(), "");
    }
    int version = root.path("cinch-report").asInt(SimulateReport.VERSION);
    if (version > SimulateReport.VERSION) {
      throw refused(
          "is a report of version " + version, "this build reads " + SimulateReport.VERSION);
    }
    JsonNode figures = root.path("figures");
    if (!figures.isObject()) {
      throw refused("has no figures", "write a report: cinch simulate MODEL --target T -o FILE");
    }
    return figures;
  }

  /** Ids that end or start like the one that was asked for, or the first ones. */
  private String close(JsonNode figures) {
    String last = figure.substring(figure.lastIndexOf('.') + 1);
    List<String> alike =
        figures.propertyNames().stream()
            .filter(id -> id.startsWith(figure) || id.endsWith("." + last))
            .limit(CLOSE)
            .toList();
    List<String> totals =
        figures.propertyNames().stream()
            .filter(id -> id.startsWith("total.") || id.endsWith(".total.energy"))
            .toList();
    return String.join(", ", alike.isEmpty() ? totals : alike);
  }

  private Refusal refused(String text, String hint) {
    return Refusal.of("report", String.valueOf(file), text, hint);
  }
}
