// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The command behind {@code benchmarks/run}: runs a benchmark with its peers, prints a table. */
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs the benchmark that is named. */
  public static void main(String[] args)
      throws IOException, RunnerException, OrtException, InterruptedException, ExecutionException {
    String only = args.length > 1 ? args[1].toUpperCase(Locale.ROOT) : "";
    boolean known =
        switch (args.length == 0 ? "" : args[0]) {
          case "import", "codec", "clusters", "cost", "results" -> args.length == 1;
          case "profile" ->
              args.length == 2 && Arrays.stream(Networks.values()).anyMatch(it -> fits(it, only));
          case "networks" ->
              args.length <= 2 && Arrays.stream(Networks.values()).anyMatch(it -> fits(it, only));
          case "kernels" -> args.length <= 2 && KernelTable.knows(only);
          case "exact" -> args.length > 1;
          case "large" -> LargeBenchmark.knows(List.of(args));
          default -> false;
        };
    if (!known) {
      System.err.println(
          "usage: benchmarks/run import | codec | networks [NAME] | profile NAME | kernels [NAME] | exact PROJECT... | clusters | cost | large [--heap SIZE] | large --make FILE | results; networks: "
              + Arrays.toString(Networks.values()).toLowerCase(Locale.ROOT));
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("cinch-benchmark");
    try {
      switch (args[0]) {
        case "import" -> imports(folder);
        case "results" -> Results.run(System.out);
        case "clusters" -> ClusterBenchmark.run(System.out);
        case "cost" -> CostTable.run(System.out);
        case "codec" -> CodecBenchmark.run(System.out);
        case "networks" -> networks(folder, only);
        case "profile" -> StepProfile.run(Networks.valueOf(only), folder, System.out);
        case "kernels" -> new KernelTable(only, System.out).run();
        case "large" -> LargeBenchmark.run(List.of(args), folder, System.out);
        default -> exact(folder, List.of(args).subList(1, args.length));
      }
    } finally {
      Files.delete(folder);
    }
  }

  private static boolean fits(Networks network, String only) {
    return only.isEmpty() || network.name().equals(only);
  }

  private static void imports(Path folder) throws IOException, RunnerException {
    Path file = folder.resolve("large.onnx");
    try {
      LargeModel.write(file);
      print(run(ImportBenchmark.class, file), Files.size(file), System.out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void exact(Path folder, List<String> projects)
      throws IOException, InterruptedException, ExecutionException {
    System.out.println("samples a second         1 thread     all cores     C++ (-O2)      ratio");
    for (String project : projects) {
      try {
        ExactBenchmark.run(Path.of(project), folder, System.out);
      } finally {
        ExactBenchmark.empty(folder);
      }
    }
  }

  private static void networks(Path folder, String only) throws IOException, OrtException {
    System.out.println("network      batch   density threads     cinch us  onnxrt us    ratio");
    for (Networks network : Networks.values()) {
      if (!fits(network, only)) {
        continue;
      }
      for (int threads = 1; threads <= 2; threads++) {
        for (double density : new double[] {1, 0.1}) {
          for (int batch : network.batches()) {
            new EngineBenchmark(network, batch, density, threads).run(folder, System.out);
          }
        }
      }
    }
  }

  private static Collection<RunResult> run(Class<?> benchmark, Path file) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getSimpleName())
                .param("file", file.toString())
                .jvmArgsPrepend(
                    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build())
        .run();
  }

  private static void print(Collection<RunResult> results, long size, PrintStream out) {
    Map<String, Double> medians = new TreeMap<>();
    for (RunResult result : results) {
      medians.put(
          result.getPrimaryResult().getLabel(),
          result.getPrimaryResult().getStatistics().getPercentile(50));
    }
    double peer = medians.getOrDefault("onnxRuntime", Double.NaN);
    double bytes = medians.getOrDefault("bytes", Double.NaN);
    out.printf("a model of %,d bytes, opened once in a fresh process, median of 10%n", size);
    out.printf("%-22s %10s %14s %20s%n", "", "ms", "/ onnxRuntime", "/ (1.5 bytes + 300)");
    medians.forEach((name, time) ->
        out.printf(
            "%-22s %10.1f %14.2f %20.2f%n", name, time, time / peer, time / (1.5 * bytes + 300)));
  }
}
