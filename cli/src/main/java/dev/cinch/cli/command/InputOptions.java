// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.data.InputAdaptation;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How raw data becomes what the model's input takes. */
final class InputOptions {

  @Option(
      names = "--input",
      paramLabel = "KEY=VALUE",
      split = ",",
      description = {
        "Adapt raw data to the model: scale=S, mean=M, std=D give (raw * S - M) / D;",
        "layout=nchw|nhwc says where the model wants its channels. It becomes part of the graph."
      })
  private Map<String, String> settings = new TreeMap<>();

  /** The graph that takes raw data. */
  Result<Graph> adapt(Graph graph) {
    return InputAdaptation.of(settings).then(adaptation -> adaptation.apply(graph));
  }

  /** As it was given, keys in order; empty when it was not. */
  String text() {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }
}
