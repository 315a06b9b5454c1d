// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Terminal;
import dev.cinch.data.DataSet;
import dev.cinch.data.DataSets;
import dev.cinch.data.Part;
import dev.cinch.data.Places;
import dev.cinch.ir.Result;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data set, and how much of it. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "D",
      description = {
        "The data set: a folder of MNIST-style idx files, an .npz with x and y, or a name",
        "(mnist, fashion-mnist) that is looked up in $CINCH_DATA and in the cache folder."
      })
  @Nullable String data;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Use the first N test examples only.")
  @Nullable Integer samples;

  /** Reads parts of the data set that was named. */
  Result<DataSet> open(String name, Terminal terminal, Set<Part> parts) {
    Places places =
        Places.of(
            terminal.environment(),
            System.getProperty("os.name", ""),
            Path.of(System.getProperty("user.home", ".")));
    return DataSets.open(name, places, parts);
  }
}
