// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link AlexNet} is pruned, its values shared, and written as a {@code .cinch} file with a
 * small heap: by {@code cinch compress}, then step by step in another process, and a third one
 * reads it back.
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
      command(heap, model, made, out);
      start(heap, "compress", model.toString(), made.toString());
      start(heap, "read", made.toString());
    } finally {
      for (String name :
          List.of("alexnet.onnx", "alexnet.cinch", "alexnet.report.json", "alexnet.report.html")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  /** The command as users run it, from its start to its end. */
  private static void command(String heap, Path model, Path made, PrintStream out)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("cinch").toAbsolutePath().toString(),
                "compress",
                model.toString(),
                "--recipe",
                RECIPE.toString(),
                "-o",
                made.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CINCH_JAVA_OPTS", "-Xmx" + heap);
    long start = System.nanoTime();
    run(builder);
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf("%-10s %12.2f s, from start to end%n", "command", seconds);
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
    run(new ProcessBuilder(command).inheritIO());
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", builder.command()) + " ended with " + exit);
    }
  }
}
