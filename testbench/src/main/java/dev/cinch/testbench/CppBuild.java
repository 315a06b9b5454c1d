// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.hls.ProjectFolder;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Builds the test bench of a project with an ordinary C++ compiler, outside the project. */
final class CppBuild {

  private static final int MINUTES = 10;
  private static final List<String> COMPILERS = List.of("g++", "clang++");

  private CppBuild() {}

  /**
   * Builds the test bench.
   *
   * @param into an existing folder
   * @return the program; fails with code {@code tool.missing} without a compiler
   */
  static Result<Path> build(ProjectFolder project, Path into)
      throws IOException, InterruptedException {
    Result<String> compiler = compiler();
    if (!(compiler instanceof Result.Ok<String>(var cxx, var _))) {
      return compiler.map(_ -> into);
    }
    Path program = into.resolve("test");
    Path log = into.resolve("build.log");
    List<String> command = new ArrayList<>(List.of(cxx, "-std=c++17", "-O2", "-DCINCH_TRACE"));
    command.add("-I" + project.file("sim"));
    command.add("-I" + project.file("hls"));
    command.add("-o");
    command.add(program.toString());
    command.add(project.file("hls/top.cpp").toString());
    command.add(project.file("tb/test.cpp").toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return failed("verify.build", cxx + " did not finish in " + MINUTES + " minutes", "");
    }
    if (process.exitValue() != 0) {
      String first =
          Files.readAllLines(log).stream()
              .filter(line -> line.contains("error"))
              .findFirst()
              .orElse("exit status " + process.exitValue());
      return failed("verify.build", cxx + " refuses the project: " + first, "compile it again");
    }
    return Result.ok(program);
  }

  /** The compiler in {@code CXX}, or the first that is installed. */
  static Result<String> compiler() {
    String chosen = System.getenv("CXX");
    List<String> candidates = chosen == null || chosen.isBlank() ? COMPILERS : List.of(chosen);
    for (String candidate : candidates) {
      if (runs(candidate)) {
        return Result.ok(candidate);
      }
    }
    return failed(
        "tool.missing",
        "no C++ compiler: tried " + String.join(", ", candidates),
        "install one, for instance: apt-get install g++");
  }

  private static boolean runs(String command) {
    try {
      Process process =
          new ProcessBuilder(command, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <T> Result<T> failed(String code, String text, String hint) {
    return Result.failed(Diagnostic.error(code, Origin.NONE, text, hint));
  }
}
