// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.passes.adapt.AdaptInput;
import dev.cinch.passes.adapt.InputAdaptation;
import picocli.CommandLine.Option;

/** How raw data becomes what the model's input takes. */
final class InputOptions {

  @Option(
      names = "--input",
      paramLabel = "ADAPT",
      description =
          "Adapt raw data to the model: scale=S,mean=M,std=D give (raw * S - M) / D, with numbers"
              + " for several channels between slashes (mean=0.5/0.4/0.3); layout=nchw|nhwc says"
              + " where the model wants its channels. It becomes part of the graph.")
  private String settings = "";

  /** The graph that takes raw data. */
  Result<Graph> adapt(Graph graph) {
    return InputAdaptation.parse(settings).then(adaptation -> AdaptInput.run(graph, adaptation));
  }

  /** In its canonical form; empty when nothing is adapted. */
  String text() {
    return InputAdaptation.parse(settings).orThrow().toString();
  }
}
