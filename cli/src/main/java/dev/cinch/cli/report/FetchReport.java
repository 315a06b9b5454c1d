// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A data set that is on this machine now.
 *
 * @param name as {@code --data} knows it
 * @param folder where it lies
 * @param files the names of its files
 * @param from where it was downloaded from; empty when it was there before
 */
public record FetchReport(String name, Path folder, List<String> files, Optional<URI> from)
    implements Report {

  public FetchReport {
    files = List.copyOf(files);
  }

  @Override
  public String text() {
    return "%s: %d files in %s, %s, digests right\n"
        .formatted(
            name, files.size(), folder, from.map(uri -> "from " + uri).orElse("there already"));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("name", name).put("folder", folder.toString());
    json.put("from", from.map(URI::toString).orElse(null));
    ArrayNode array = json.putArray("files");
    files.forEach(array::add);
    return json;
  }
}
