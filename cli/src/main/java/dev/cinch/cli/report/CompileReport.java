// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import dev.cinch.target.Device;
import dev.cinch.target.Device.Resource;
import dev.cinch.target.Figure;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An accelerator project that was written.
 *
 * @param device what it is for
 * @param folder where it is
 * @param files how many files it has
 * @param bytes how long they are together
 * @param resources what the design takes of the device
 */
public record CompileReport(
    Device device, String folder, int files, long bytes, Map<Resource, Figure> resources)
    implements Report {

  /** Whether the device has all that the design takes. */
  public boolean fits() {
    return resources.entrySet().stream()
        .allMatch(entry -> entry.getValue().value() <= device.limit(entry.getKey()));
  }

  @Override
  public String text() {
    Table table = new Table("resource", "used", "of", "share", "source");
    resources.forEach((resource, figure) -> {
      long limit = device.limit(resource);
      table.row(
          resource.key(),
          Numbers.count(Math.round(figure.value())),
          Numbers.count(limit),
          limit == 0 ? "-" : Numbers.percent(100 * figure.value() / limit),
          figure.source().word());
    });
    return "%s: %s files, %s bytes, for %s\n"
            .formatted(folder, Numbers.count(files), Numbers.count(bytes), device.name())
        + table
        + (fits() ? "fits\n" : "does not fit\n");
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("target", device.name())
            .put("folder", folder)
            .put("files", files)
            .put("bytes", bytes);
    ObjectNode used = json.putObject("resources");
    resources.forEach((resource, figure) ->
        used.set(resource.key(), Json.quantity(figure).put("limit", device.limit(resource))));
    return json.put("fits", fits());
  }
}
