// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.file.Staged;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gathers what a command needs before it starts to work, so that everything that is wrong with the
 * input is said at once. Removes on closing what was prepared and not committed.
 */
final class Gathering implements AutoCloseable {

  /** Prepares an output. */
  interface Preparation {
    Staged prepare() throws IOException;
  }

  /** The code of diagnostics about a tool that is not on this machine. */
  private static final String TOOL_MISSING = "tool.missing";

  private final Console console;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Staged> outputs = new ArrayList<>();

  Gathering(Console console) {
    this.console = console;
  }

  /** Takes one thing; its value may be asked for after {@link #complete()}. */
  <T> Supplier<T> take(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(var value, var warnings) -> {
        warnings.forEach(console::diagnostic);
        yield () -> value;
      }
      case Result.Failed<T>(var diagnostics) -> {
        problems.addAll(diagnostics);
        yield () -> {
          throw new IllegalStateException("asked for what could not be had: " + diagnostics);
        };
      }
    };
  }

  /** Prepares an output file or folder. */
  Supplier<Staged> output(Path destination, Preparation preparation) {
    try {
      Staged staged = preparation.prepare();
      outputs.add(staged);
      return () -> staged;
    } catch (IOException e) {
      return take(
          Result.failed(
              Diagnostic.error(
                  "output",
                  Origin.of(destination.toString(), ""),
                  String.valueOf(e.getMessage()),
                  "")));
    }
  }

  /** Refuses the work when anything was wrong. */
  void complete() {
    if (!problems.isEmpty()) {
      boolean tool = problems.stream().allMatch(problem -> problem.code().equals(TOOL_MISSING));
      throw new Refusal(
          tool ? Exit.TOOL_MISSING : Exit.INPUT_WRONG, problems.stream().distinct().toList());
    }
  }

  /** One thing alone: takes it and completes. */
  <T> T require(Result<T> result) {
    Supplier<T> taken = take(result);
    complete();
    return taken.get();
  }

  /** Moves every output to its destination. */
  void commit() throws IOException {
    for (Staged output : outputs) {
      output.commit();
    }
  }

  @Override
  public void close() {
    outputs.forEach(Staged::close);
  }
}
