// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Constant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks when tensors beside a model are misread, or when a model reaches files elsewhere. */
class ExternalFilesTest {

  @TempDir Path outside;
  private Path folder = Path.of("");

  @BeforeEach
  void files() throws IOException {
    folder = outside.resolve("model");
    Files.createDirectories(folder.resolve("weights"));
    ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= 4; i++) {
      numbers.putFloat(i);
    }
    for (String name : new String[] {"secret.bin", "model/w.bin", "model/weights/w.bin"}) {
      Files.write(outside.resolve(name), numbers.array());
    }
    Files.createSymbolicLink(folder.resolve("link.bin"), outside.resolve("secret.bin"));
    Files.createSymbolicLink(folder.resolve("near.bin"), folder.resolve("w.bin"));
  }

  private Result<Graph> read(String place) throws IOException {
    Path file = folder.resolve("m.onnxtxt");
    Files.writeString(
        file,
        """
        <ir_version: 8, opset_import: ["" : 13]>
        g (float[2] x) => (float[2] y) <float[2] w = [%s]> { y = Add(x, w) }
        """
            .formatted(place));
    return OnnxReader.read(file);
  }

  private float[] numbers(String place) throws IOException {
    Graph graph = read(place).orThrow();
    return ((Constant) graph.constants().getFirst().op()).weight().decode().toFloats();
  }

  private Diagnostic problem(String place) throws IOException {
    if (read(place) instanceof Result.Failed<Graph>(var problems)) {
      assertThat(problems).hasSize(1);
      assertThat(problems.getFirst().code()).isEqualTo("onnx.tensor.external");
      return problems.getFirst();
    }
    throw new AssertionError("accepted");
  }

  @Test
  void numbersComeFromTheirPlaceInTheFile() throws IOException {
    String length = "\"length\": \"8\"";
    assertThat(numbers("\"location\": \"w.bin\", " + length)).containsExactly(1, 2);
    assertThat(numbers("\"location\": \"w.bin\", \"offset\": \"4\", " + length))
        .containsExactly(2, 3);
    assertThat(numbers("\"location\": \"weights/w.bin\", \"offset\": \"8\"")).containsExactly(3, 4);
    assertThat(numbers("\"location\": \"weights/../w.bin\", \"offset\": \"8\""))
        .containsExactly(3, 4);
    assertThat(numbers("\"location\": \"near.bin\", " + length)).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret.bin", "weights/../../secret.bin", "link.bin", "", ".", "weights"})
  void noFileOutsideTheFolderIsRead(String location) throws IOException {
    assertThat(problem("\"location\": \"" + location + "\", \"length\": \"8\"").hint())
        .contains("folder of the model");
  }

  @Test
  void absolutePathsAreRefusedEvenIntoTheFolder() throws IOException {
    String inside = folder.resolve("w.bin").toAbsolutePath().toString();
    assertThat(problem("\"location\": \"" + inside + "\", \"length\": \"8\"").text())
        .contains("not in the folder");
  }

  @Test
  void placesThatAreNotThereAreNamed() throws IOException {
    assertThat(problem("\"location\": \"gone.bin\"").text()).contains("there is no such file");
    assertThat(problem("\"location\": \"w.bin\", \"offset\": \"12\", \"length\": \"8\"").text())
        .contains("8 bytes from 12 on of w.bin, which has 16");
    for (String offset : new String[] {"-1", "9223372036854775807", "17"}) {
      assertThat(problem("\"location\": \"w.bin\", \"offset\": \"" + offset + "\"").text())
          .contains("which has 16");
    }
    assertThat(problem("\"location\": \"w.bin\", \"length\": \"-8\"").text()).contains("-8 bytes");
    assertThat(problem("\"location\": \"w.bin\", \"length\": \"x\"").text())
        .contains("length is \"x\"");
    if (read("\"location\": \"w.bin\"") instanceof Result.Failed<Graph>(var problems)) {
      assertThat(problems.getFirst().text()).contains("16 bytes for a tensor of [2]");
    } else {
      throw new AssertionError("accepted");
    }
  }
}
