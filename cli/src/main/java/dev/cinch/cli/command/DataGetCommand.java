// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Progress;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.report.FetchReport;
import dev.cinch.data.fetch.Fetch;
import dev.cinch.data.fetch.Published;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads a data set. */
@Command(
    name = "get",
    description = {
      "Downloads a data set into the cache folder and checks its digests.",
      "What is there already is checked and kept. No other command uses the network."
    },
    footer = {"", "Example: cinch data get mnist"})
public final class DataGetCommand extends Subcommand {

  @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist or cifar10.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "A mirror: the address below which the files lie under the names that their"
              + " authors gave them.")
  private @Nullable URI mirror;

  /** A command in its surroundings. */
  public DataGetCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    Published published = published();
    URI from = mirror == null ? published.from() : web(mirror);
    Path folder = DataOptions.places(console).cache().resolve(name);
    if (isThere(console, published, folder)) {
      console.result(new FetchReport(name, folder, published.contents(), Optional.empty()));
      return Exit.DONE;
    }
    try (Gathering gathering = new Gathering(console)) {
      Supplier<Staged> output = gathering.output(folder, () -> Staged.folder(folder, Fetch.MARK));
      gathering.complete();
      try (Progress progress = console.progress(name, published.bytes())) {
        gathering.require(new Fetch(published, from).into(output.get().path(), progress::to));
      }
      gathering.commit();
      console.result(new FetchReport(name, folder, published.contents(), Optional.of(from)));
      return Exit.DONE;
    }
  }

  private Published published() {
    return Published.ALL.stream()
        .filter(published -> published.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                "data.missing",
                name,
                "is no data set that can be fetched",
                "there are "
                    + String.join(", ", Published.ALL.stream().map(Published::name).toList())));
  }

  private static URI web(URI address) {
    boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!web || address.getHost() == null) {
      throw Refusal.of(
          "usage",
          "--from " + address,
          "is no address of the web",
          "give one that starts with http:// or https://; a folder on this machine needs no"
              + " fetching: --data FOLDER");
    }
    return address;
  }

  /**
   * Whether the data set was fetched before and is unchanged.
   *
   * @throws Refusal when the folder holds something that was not fetched
   */
  private static boolean isThere(Console console, Published published, Path folder)
      throws IOException {
    if (Files.exists(folder.resolve(Fetch.MARK))) {
      List<String> damaged = Fetch.damaged(published, folder);
      if (!damaged.isEmpty()) {
        console.note(
            "%s is not what was fetched and is fetched again: %s"
                .formatted(folder, String.join(", ", damaged)));
      }
      return damaged.isEmpty();
    }
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw Refusal.of(
              "output",
              folder.toString(),
              "holds files that were not fetched",
              "use them with --data " + published.name() + ", or move them away");
        }
      }
    }
    return false;
  }
}
