// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the demo's commands gave, in one place.
 *
 * @param folder where all of it lies
 * @param compress result of {@code cinch compress}, with costs
 * @param compile result of {@code cinch compile}
 * @param verify result of {@code cinch verify}; empty without a C++ compiler
 */
public record DemoReport(
    String folder, JsonNode compress, JsonNode compile, Optional<JsonNode> verify)
    implements Report {

  private static final double MICRO = 1e6;

  @Override
  public String text() {
    JsonNode before = compress.path("before");
    JsonNode after = compress.path("after");
    Table network = new Table("", "before", "after", "ratio");
    network.row(
        "top-1, float",
        Numbers.percent(before.path("top1").asDouble()),
        Numbers.percent(after.path("top1_float").asDouble()),
        "");
    network.row("top-1, integers", "", Numbers.percent(after.path("top1").asDouble()), "");
    row(network, "bytes of weights", before.path("bytes"), after.path("bytes"));
    micro(network, "energy [uJ]", before.path("energy"), after.path("energy"));
    for (String cause : before.path("energy_by").propertyNames()) {
      micro(
          network,
          "  " + cause,
          before.path("energy_by").path(cause),
          after.path("energy_by").path(cause));
    }
    row(network, "cycles", before.path("cycles"), after.path("cycles"));
    micro(network, "latency [us]", before.path("latency"), after.path("latency"));
    Table board = new Table("resource", "used", "of", "share", "source");
    for (String key : compile.path("resources").propertyNames()) {
      JsonNode used = compile.path("resources").path(key);
      double limit = used.path("limit").asDouble();
      board.row(
          key,
          Numbers.count(Math.round(used.path("value").asDouble())),
          Numbers.count(Math.round(limit)),
          limit == 0 ? "-" : Numbers.percent(100 * used.path("value").asDouble() / limit),
          used.path("source").asString());
    }
    return network
        + "accuracy on %s test images; energy, cycles and latency are estimates for one on %s\n\n"
            .formatted(
                Numbers.count(compress.path("samples").asLong()),
                compress.path("target").asString())
        + board
        + "on %s: %s\n\n"
            .formatted(
                compile.path("target").asString(),
                compile.path("fits").asBoolean() ? "fits" : "does not fit")
        + verify.map(DemoReport::verdict).orElse("the C++ was not run: there is no compiler\n")
        + "see %s for the model, the project and the reports; cinch explain walks %s/%s\n"
            .formatted(folder, folder, "lenet5.report.json");
  }

  private static String verdict(JsonNode verify) {
    return "C++ against Java: %s samples, %s integers compared, mismatches %s\n"
        .formatted(
            Numbers.count(verify.path("samples").asLong()),
            Numbers.count(verify.path("values_compared").asLong()),
            Numbers.count(verify.path("mismatches").asLong()));
  }

  private static void row(Table table, String name, JsonNode before, JsonNode after) {
    table.row(
        name,
        Numbers.count(Math.round(before.asDouble())),
        Numbers.count(Math.round(after.asDouble())),
        ratio(before.asDouble(), after.asDouble()));
  }

  private static void micro(Table table, String name, JsonNode before, JsonNode after) {
    double was = before.path("value").asDouble();
    double is = after.path("value").asDouble();
    table.row(name, micro(was), micro(is), ratio(was, is));
  }

  private static String micro(double value) {
    return String.format(Locale.ROOT, "%,.3f", MICRO * value);
  }

  private static String ratio(double before, double after) {
    return after == 0 ? "" : Numbers.ratio(before / after);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("cinch-report", SimulateReport.VERSION);
    json.set("compress", compress);
    json.set("compile", compile);
    verify.ifPresentOrElse(of -> json.set("verify", of), () -> json.putNull("verify"));
    return json;
  }
}
