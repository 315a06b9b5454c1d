// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A C++ compiler, and the programs of {@code src/test/cpp}. */
record Cpp(String compiler) {

  /** The hand-written library, its host headers and the test bench. */
  static final Path LIBRARY = Path.of("src/main/resources/dev/cinch/hls").toAbsolutePath();

  /** The test programs. */
  static final Path TESTS = Path.of("src/test/cpp").toAbsolutePath();

  private static final List<String> WARNINGS =
      List.of("-O2", "-Wall", "-Wextra", "-Wconversion", "-Werror");
  private static final long PATIENCE_SECONDS = 300;

  /** What a program did. */
  record Ran(int status, String text) {}

  /** The compiler of that name; skips the test when it is not installed. */
  static Cpp require(String compiler) {
    Optional<Path> found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, compiler))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), compiler + " is not installed");
    return new Cpp(compiler);
  }

  /** Builds a program from sources, warnings being errors. */
  Path build(Path folder, List<Path> sources, String... flags) {
    Path program = folder.resolve("program" + sources.hashCode() + Arrays.hashCode(flags));
    List<String> arguments = new ArrayList<>(WARNINGS);
    arguments.addAll(List.of("-std=c++17", "-o", program.toString()));
    arguments.addAll(List.of(flags));
    Ran ran = compile(arguments, sources);
    if (ran.status() != 0) {
      throw new AssertionError(compiler + " " + sources + "\n" + ran.text());
    }
    return program;
  }

  /** Runs the compiler on sources, the library's headers in reach. */
  Ran compile(List<String> arguments, List<Path> sources) {
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(arguments);
    for (Path include : List.of(LIBRARY.resolve("host"), LIBRARY, TESTS, TESTS.resolve("sample"))) {
      command.add("-I" + include);
    }
    sources.forEach(source -> command.add(source.toString()));
    return run(TESTS, command);
  }

  /** Runs a command to its end. */
  static Ran run(Path folder, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end of " + command);
      }
      return new Ran(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
