// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.cpu.ExactEngine;
import dev.cinch.frontend.container.CinchFile;
import dev.cinch.hls.ProjectFolder;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.plan.Planner;
import dev.cinch.target.Device;
import dev.cinch.target.design.Design;
import dev.cinch.testbench.Emulation;
import dev.cinch.testbench.HostSplit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The exact engine beside the C++ that Cinch emits for the same design, built by an ordinary
 * compiler with {@code -O2}: samples a second, on inputs of which both must make the same.
 */
final class ExactBenchmark {

  private static final int SAMPLES = 1000;
  private static final long SEED = 1;
  private static final int ROUNDS = 5;
  private static final long ROUND_NANOS = 1_000_000_000L;

  private final ProjectFolder project;
  private final Design design;
  private final Graph device;

  private ExactBenchmark(Path folder) {
    this.project = ProjectFolder.open(folder).orThrow();
    Graph graph = CinchFile.read(project.file("model.cinch")).orThrow().graph();
    Device board = Device.load(project.manifest().target()).orThrow();
    this.design = Planner.plan(graph, board).orThrow();
    this.device = HostSplit.of(design).device();
  }

  /** Measures the design of a project that {@code cinch compile} wrote, and prints a line. */
  static void run(Path folder, Path work, PrintStream out)
      throws IOException, InterruptedException, ExecutionException {
    new ExactBenchmark(folder).run(work, String.valueOf(folder.getFileName()), out);
  }

  private void run(Path work, String name, PrintStream out)
      throws IOException, InterruptedException, ExecutionException {
    Emulation emulation = Emulation.build(project, design, work).orThrow();
    List<Tensor> inputs = emulation.inputs(SAMPLES, SEED);
    try (Executable executable = new ExactEngine().prepare(device)) {
      List<Tensor> outputs = new ArrayList<>(SAMPLES);
      inputs.forEach(input -> outputs.add(executable.run(List.of(input)).getFirst()));
      if (!emulation.packed(outputs).equals(emulation.run(inputs))) {
        throw new IllegalStateException(name + ": the engine and the C++ differ");
      }
    }
    int cores = Runtime.getRuntime().availableProcessors();
    double one = rate(inputs, 1);
    double all = rate(inputs, cores);
    long start = System.nanoTime();
    emulation.run(inputs);
    double emulated = 1e9 * SAMPLES / (System.nanoTime() - start);
    out.printf("%-24s %12.0f %12.0f %12.1f %10.0f%n", name, one, all, emulated, one / emulated);
  }

  /** Samples a second of some threads together, the best of some rounds. */
  private double rate(List<Tensor> inputs, int threads)
      throws InterruptedException, ExecutionException {
    double best = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Executable> executables =
          Stream.generate(() -> new ExactEngine().prepare(device)).limit(threads).toList();
      for (int round = 0; round < ROUNDS; round++) {
        List<Future<Double>> rates = new ArrayList<>();
        for (Executable executable : executables) {
          rates.add(pool.submit(() -> rate(executable, inputs)));
        }
        double sum = 0;
        for (Future<Double> each : rates) {
          sum += each.get();
        }
        best = Math.max(best, sum);
      }
      executables.forEach(Executable::close);
    }
    return best;
  }

  private static double rate(Executable executable, List<Tensor> inputs) {
    long start = System.nanoTime();
    long samples = 0;
    long spent;
    do {
      for (Tensor input : inputs) {
        executable.run(List.of(input));
      }
      samples += inputs.size();
      spent = System.nanoTime() - start;
    } while (spent < ROUND_NANOS);
    return 1e9 * samples / spent;
  }

  /** Empties a folder. */
  static void empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }
}
