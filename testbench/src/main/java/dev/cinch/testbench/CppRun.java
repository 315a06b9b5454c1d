// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.hls.ProjectFolder;
import dev.cinch.hls.Vectors;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a project's test bench on some samples. */
final class CppRun {

  private static final int MINUTES = 30;

  private final Process process;
  private final Path folder;
  private final Path log;

  private CppRun(Process process, Path folder, Path log) {
    this.process = process;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Starts the program.
   *
   * @param input device inputs, [samples, beats]
   * @param traced whether the numbers between the layers are wanted
   * @param folder an existing folder for the files of this run
   */
  static CppRun start(
      Path program, ProjectFolder project, Tensor input, boolean traced, Path folder)
      throws IOException {
    Path in = folder.resolve("input.bin");
    Files.write(in, Vectors.bytes(input));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of("--weights", project.file("weights/weights.bin").toString()));
    command.addAll(List.of("--input", in.toString()));
    command.addAll(List.of("--output", folder.resolve("output.bin").toString()));
    if (traced) {
      Path trace = folder.resolve("trace");
      Files.createDirectories(trace);
      command.addAll(List.of("--trace", trace.toString()));
    }
    Path log = folder.resolve("run.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new CppRun(process, folder, log);
  }

  /** Waits; true when the program ran to its end, else {@link #says} tells why not. */
  boolean finished() throws InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  /** Stops the program if it still runs. */
  void stop() {
    process.destroyForcibly();
  }

  /** What the program printed. */
  String says() throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "it printed nothing and ended with " + process.exitValue() : text;
  }

  /** The file of the device's outputs. */
  Path output() {
    return folder.resolve("output.bin");
  }

  /** The file of a trace. */
  Path trace(String name) {
    return folder.resolve("trace").resolve(name + ".bin");
  }
}
