// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.cpu.FloatEngine;
import dev.cinch.frontend.container.CinchFile;
import dev.cinch.frontend.container.Manifest;
import dev.cinch.frontend.container.Provenance;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.passes.Progress;
import dev.cinch.passes.recipe.Compressor;
import dev.cinch.passes.recipe.Environment;
import dev.cinch.passes.recipe.Outcome;
import dev.cinch.passes.recipe.Recipe;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a process of {@link LargeBenchmark} does, with the seconds that each phase takes. */
final class LargeJob {

  /** Where Linux says how large the process was at most. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private final PrintStream out;
  private final Map<String, Long> phases = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private long last = start;

  LargeJob(PrintStream out) {
    this.out = out;
  }

  /** What {@code cinch compress} does between reading its arguments and its report. */
  void compress(Path model, Path recipe, Path made) throws IOException {
    Graph graph = OnnxReader.read(model).orThrow();
    done("read");
    Environment environment =
        new Environment(
            List.of(),
            Optional.empty(),
            new FloatEngine(),
            Optional.empty(),
            Progress.NONE,
            (step, _) -> done(step));
    Outcome outcome = Compressor.run(graph, Recipe.read(recipe).orThrow(), environment).orThrow();
    Provenance provenance =
        new Provenance(
            String.valueOf(model.getFileName()),
            Manifest.digest(Files.readAllBytes(model)),
            graph.constants().stream().mapToLong(it -> it.type().bytes()).sum(),
            "alexnet",
            new TreeMap<>(),
            0,
            "",
            "",
            "",
            "benchmark");
    done("digest");
    Files.write(made, CinchFile.bytes(outcome.graph(), provenance));
    done("write");
    report();
    out.printf("%-10s %,12d bytes%n", "file", Files.size(made));
  }

  /** Opens the file and decodes every weight. */
  void read(Path made) throws IOException {
    Graph graph = CinchFile.read(made).orThrow().graph();
    done("open");
    long numbers = 0;
    for (Node node : graph.constants()) {
      if (node.op() instanceof Constant(var weight)) {
        numbers += weight.decode().size();
      }
    }
    done("decode");
    report();
    out.printf("%-10s %,12d numbers%n", "weights", numbers);
  }

  /** A phase ends here; one that comes again adds up. */
  private void done(String phase) {
    long now = System.nanoTime();
    phases.merge(phase, now - last, Long::sum);
    last = now;
  }

  private void report() throws IOException {
    phases.forEach((phase, nanos) -> out.printf("%-10s %12.2f s%n", phase, nanos / 1e9));
    out.printf("%-10s %12.2f s%n", "together", (last - start) / 1e9);
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(cpu -> out.printf("%-10s %12.2f s on all cores%n", "cpu", cpu.toMillis() / 1e3));
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    out.printf("%-10s %,12d MB at most%n", "heap", heap >> 20);
    if (Files.isReadable(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
          out.printf("%-10s %,12d MB at most, mapped files included%n", "process", kilobytes >> 10);
        }
      }
    }
  }
}
