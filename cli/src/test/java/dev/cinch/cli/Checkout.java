// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checkout that the tests run in: its modules and the files that were written by hand. */
final class Checkout {
  /** Folder of each module, by the name of its root package under {@code dev.cinch}. */
  static final Map<String, String> MODULES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ir", "ir"),
              Map.entry("frontend", "frontend"),
              Map.entry("data", "data"),
              Map.entry("target", "target"),
              Map.entry("cost", "cost-model"),
              Map.entry("passes", "passes"),
              Map.entry("training", "training"),
              Map.entry("cpu", "backend-cpu"),
              Map.entry("hls", "backend-hls"),
              Map.entry("testbench", "testbench"),
              Map.entry("cli", "cli")));

  static final Path ROOT = root();

  private Checkout() {}

  /** Every file below the given folder of every module, for instance {@code src/main}. */
  static List<Path> files(String folder) {
    return MODULES.values().stream()
        .map(module -> ROOT.resolve(module).resolve(folder))
        .filter(Files::isDirectory)
        .flatMap(Checkout::below)
        .sorted()
        .toList();
  }

  /** The sources among {@link #files}: Java, C++ and grammars. */
  static List<Path> sources(String folder) {
    return files(folder).stream()
        .filter(file -> file.toString().matches(".*\\.(java|cpp|hpp|h|g4)"))
        .toList();
  }

  /** The text of a file, one character a byte, so that no file is too strange to read. */
  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a message names a file: its path in the checkout. */
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).collect(Collectors.toList()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no folder above this one holds mvnw");
      }
    }
    return folder;
  }
}
