// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.RandomGraph;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when what was written is not what is read back. */
class OnnxWriterTest {

  @TempDir Path folder;

  @Test
  void floatGraphsComeBackAndOthersAreRefused() throws IOException {
    int written = 0;
    int same = 0;
    Path file = folder.resolve("m.onnx");
    for (long seed = 0; seed < 400; seed++) {
      Graph graph = RandomGraph.of(seed);
      boolean floats = graph.nodes().stream().allMatch(node -> node.type().isFloat());
      switch (OnnxWriter.bytes(graph)) {
        case Result.Ok<byte[]>(var bytes, var _) -> {
          written++;
          assertThat(floats).isTrue();
          assertThat(OnnxWriter.bytes(graph).orThrow()).isEqualTo(bytes);
          Files.write(file, bytes);
          Graph read = OnnxReader.read(file).orThrow();
          // A constant that has the name of an output is renamed: an initializer has one name only.
          if (!sorted(graph).contains("dev.cinch.Raw")) {
            assertThat(sorted(read)).isEqualTo(sorted(graph));
            same++;
          }
        }
        case Result.Failed<byte[]>(var problems) ->
            assertThat(problems).isNotEmpty().extracting(Diagnostic::code).contains("onnx.write");
      }
    }
    assertThat(written).isGreaterThan(50);
    assertThat(same).isGreaterThan(written / 2);
  }

  /** Lines of the text form; the order of initializers and nodes is free. */
  private static String sorted(Graph graph) {
    return GraphPrinter.print(graph, Constants.INLINE)
        .lines()
        .map(line -> line.replaceAll("^[< ]+|[,>]+$", ""))
        .sorted()
        .reduce("", (a, b) -> a + "\n" + b);
  }
}
