// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link AlexNet} is pruned, its values shared, and written as a {@code .cinch} file in one
 * process with a small heap, and read back in another.
 */
final class LargeBenchmark {

  private static final String HEAP = "4g";
  private static final long SEED = 1;
  private static final Path RECIPE = Path.of("benchmarks", "alexnet.yaml");

  private LargeBenchmark() {}

  /** Whether these arguments make sense. */
  static boolean knows(List<String> args) {
    return switch (args.size() > 1 ? args.get(1) : "") {
      case "" -> true;
      case "--heap", "--make" -> args.size() == 3;
      case "compress" -> args.size() == 4;
      case "read" -> args.size() == 3;
      default -> false;
    };
  }

  /**
   * Runs the benchmark.
   *
   * @param args {@code large}, then {@code --heap SIZE} for the processes, or {@code --make FILE}
   *     to write the model only; what a process is started with otherwise
   */
  static void run(List<String> args, Path folder, PrintStream out)
      throws IOException, InterruptedException {
    switch (args.size() > 1 ? args.get(1) : "") {
      case "--make" -> AlexNet.write(Path.of(args.get(2)), SEED);
      case "compress" ->
          new LargeJob(out).compress(Path.of(args.get(2)), RECIPE, Path.of(args.get(3)));
      case "read" -> new LargeJob(out).read(Path.of(args.get(2)));
      default -> processes(args.size() > 2 ? args.get(2) : HEAP, folder, out);
    }
  }

  private static void processes(String heap, Path folder, PrintStream out)
      throws IOException, InterruptedException {
    Path model = folder.resolve("alexnet.onnx");
    Path made = folder.resolve("alexnet.cinch");
    try {
      AlexNet.write(model, SEED);
      out.printf("a model of %,d bytes, heaps of %s%n", Files.size(model), heap);
      start(heap, "compress", model.toString(), made.toString());
      start(heap, "read", made.toString());
    } finally {
      Files.deleteIfExists(model);
      Files.deleteIfExists(made);
    }
  }

  private static void start(String heap, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                "large"));
    command.addAll(List.of(args));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", args) + " ended with " + exit);
    }
  }
}
