// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cinch.cpu.kernel.Vectors;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a run takes beyond weights and planned buffers, in a process of its own whose heap has
 * little more room than those need: the garbage of the first runs, before kernels are compiled,
 * would fill any.
 */
final class MemoryTest {

  private static final long ALLOWED = 64L << 20;
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void aRunTakesWeightsAndPlannedBuffersAndLittleMore() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(STATUS), "the peak of a process is read from " + STATUS);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    String[] numbers = printed.split(" ", 2);
    long taken = Long.parseLong(numbers[0]);
    long planned = Long.parseLong(numbers[1]);
    assertThat(taken).as("bytes, where %d are planned", planned).isLessThan(planned + ALLOWED);
    assertThat(planned)
        .as("weights of 5 MB and the largest activations")
        .isBetween(9L << 20, 64L << 20);
  }

  /** Prints what runs have taken at most, and what weights and buffers take. */
  public static void main(String[] args) throws IOException {
    Graph graph = SqueezeNet.graph();
    Vectors.require();
    long before = status("VmRSS:");
    try (Program program = new Plan(graph, Setup.of(Sums.SINGLE, 2), true).program()) {
      Tensor x = Tensor.ofFloats(Shape.of(1, 3, 224, 224), new float[3 * 224 * 224]);
      for (int run = 0; run < 5; run++) {
        program.run(List.of(x));
      }
      long weights = 0;
      for (Node node : graph.nodes()) {
        weights += node.op() instanceof Constant(var weight) ? weight.type().bytes() : 0;
      }
      System.out.println((status("VmHWM:") - before) + " " + (weights + program.plannedBytes()));
    }
  }

  private static long status(String key) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
