// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs kernels, each in a process of its own, and prints a line for each. */
final class KernelTable {

  /** What the interval of a mean holds with. */
  private static final double CONFIDENCE = 0.99;

  private final String only;
  private final PrintStream out;

  /**
   * A table.
   *
   * @param only what the names of kernels begin with that are run
   * @param out where it goes
   */
  KernelTable(String only, PrintStream out) {
    this.only = only.toLowerCase(Locale.ROOT);
    this.out = out;
  }

  /** Whether a kernel has a name that begins so. */
  static boolean knows(String only) {
    return !named(only.toLowerCase(Locale.ROOT)).isEmpty();
  }

  private static List<KernelCase> named(String beginning) {
    return KernelCases.all().stream().filter(it -> it.name().startsWith(beginning)).toList();
  }

  /** Measures and prints. */
  void run() throws RunnerException {
    out.printf("%-44s %12s %9s %10s%n", "one thread", "us", "+- %", "G op/s");
    for (KernelCase kernel : named(only)) {
      ChainedOptionsBuilder options = options(KernelBenchmark.class).param("kernel", kernel.name());
      print(kernel.name(), kernel.work(), new Runner(options.build()).run());
      if (kernel.name().startsWith("dense")) {
        plain(kernel);
      }
    }
  }

  private void plain(KernelCase dense) throws RunnerException {
    int rows = (int) (dense.work() / 2 / PlainBenchmark.SIDE / PlainBenchmark.SIDE);
    ChainedOptionsBuilder options =
        options(PlainBenchmark.class).param("rows", String.valueOf(rows));
    String name = dense.name().replace("dense", "plain loops");
    print(name, dense.work(), new Runner(options.build()).run());
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getSimpleName())
        .jvmArgsPrepend(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private void print(String name, double work, Collection<RunResult> results) {
    Statistics times = results.iterator().next().getPrimaryResult().getStatistics();
    double mean = times.getMean();
    double error = times.getMeanErrorAt(CONFIDENCE) / mean;
    out.printf("%-44s %12.1f %9.1f %10.1f%n", name, mean, 100 * error, work / mean / 1e3);
  }
}
