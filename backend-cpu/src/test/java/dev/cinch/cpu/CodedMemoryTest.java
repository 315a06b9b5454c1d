// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A matrix of 16 M codes of four bits runs in a process that has no room for its 64 MB of floats,
 * neither on the heap nor outside.
 */
final class CodedMemoryTest {

  private static final long SIDE = 4096;
  private static final int BITS = 4;

  @Test
  void codesAreNeverDecodedAsAWhole() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:MaxDirectMemorySize=24m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CodedMemoryTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    // Sums of code mod 16 over rows of ones: each 16 rows have each number once.
    assertThat(printed).isEqualTo("30720.0 30720.0");
  }

  /** Prints sums of one row and of a batch, at one place each. */
  public static void main(String[] args) {
    TensorType type = TensorType.f32(SIDE, SIDE);
    TensorWriter codes = Tensor.writer(type.with(new Fixed(false, BITS, 0)));
    for (long i = 0; i < SIDE * SIDE; i++) {
      codes.setRaw(i, (i / SIDE + i) % (1 << BITS));
    }
    float[] table = new float[1 << BITS];
    for (int code = 0; code < table.length; code++) {
      table[code] = code;
    }
    Tensor numbers = Tensor.ofFloats(Shape.of(table.length), table);
    Codebook codebook = new Codebook(type, BITS, numbers, codes.finish());
    System.out.println(sum(codebook, 1) + " " + sum(codebook, 16));
  }

  private static float sum(Codebook codebook, int rows) {
    GraphBuilder builder = new GraphBuilder("product");
    Value x = builder.input("x", TensorType.f32(rows, SIDE));
    Value w = builder.constant("w", codebook);
    builder.output("y", builder.add(new MatMul(), List.of(x, w), Origin.NONE));
    Graph graph = builder.build();
    float[] ones = new float[Math.toIntExact(rows * SIDE)];
    Arrays.fill(ones, 1);
    try (Executable executable = new FloatEngine(2).prepare(graph)) {
      Tensor y = executable.run(List.of(Tensor.ofFloats(Shape.of(rows, SIDE), ones))).getFirst();
      return y.floatAt(y.size() - 1);
    }
  }
}
