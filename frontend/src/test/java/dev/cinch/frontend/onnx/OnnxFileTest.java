// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no models: one message each, that says what they are and what to do. */
class OnnxFileTest {

  private static final String TEXT =
      """
      <ir_version: 8, opset_import: ["" : 13]>
      g (float[1,2] x) => (float[1,2] y)
      <float[2,2] w = {1, 2, 3, 4}> { [fc] h = MatMul(x, w)  y = Relu(h) }
      """;

  @TempDir Path folder;

  private static byte[] model() {
    return OnnxTextReader.parse(TEXT, "t").orThrow().proto().toByteArray();
  }

  private Diagnostic problem(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return problem(file);
  }

  private static Diagnostic problem(Path file) {
    Result<Graph> result = OnnxReader.read(file);
    assertThat(result).isInstanceOf(Result.Failed.class);
    List<Diagnostic> all = ((Result.Failed<Graph>) result).diagnostics();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void binaryAndTextAreToldApartByTheirNames() throws IOException {
    Path binary = Files.write(folder.resolve("a.onnx"), model());
    Path text = Files.writeString(folder.resolve("a.onnxtxt"), TEXT);
    for (Path file : List.of(binary, text)) {
      Graph graph = OnnxReader.read(file).orThrow();
      assertThat(graph.nodes()).extracting(Node::name).containsExactly("x", "w", "fc", "y");
      assertThat(graph.nodes().getLast().origin().file()).isEqualTo(file.getFileName().toString());
    }
  }

  @Test
  void everyTruncationIsReported() throws IOException {
    byte[] whole = model();
    for (int length = 1; length < whole.length; length++) {
      Diagnostic problem = problem("cut.onnx", Arrays.copyOf(whole, length));
      assertThat(problem.code()).isIn("onnx.file.truncated", "onnx.model.incomplete");
      assertThat(problem.hint()).isNotEmpty();
    }
    assertThat(problem("cut.onnx", Arrays.copyOf(whole, whole.length - 30)).text())
        .matches("the file is cut off: it has \\d+ bytes and needs at least \\d+");
  }

  @ParameterizedTest
  @CsvSource({
    "'this is no model', text",
    "'<ir_version: 8> g () => () {}', text",
    "'version https://git-lfs.github.com/spec/v1', Git LFS",
    "'<!DOCTYPE html><html>', web page",
    "'PK\u0003\u0004\u0014', zip",
    "'\u0089HDF\r\n', HDF5",
    "'\u0000\u0001\u0002', not an ONNX model"
  })
  void foreignFilesAreNamed(String start, String what) throws IOException {
    Diagnostic problem = problem("x.onnx", start.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem.code()).isEqualTo("onnx.file.foreign");
    assertThat(problem.text()).contains(what);
    assertThat(problem.hint()).isNotEmpty();
    assertThat(problem.origin()).hasToString("x.onnx");
  }

  @Test
  void whatAModelNeedsIsNamed() throws IOException {
    ModelProto whole = ModelProto.parseFrom(model());
    assertThat(problem("a.onnx", whole.toBuilder().clearGraph().build().toByteArray()).text())
        .endsWith("it has no graph");
    assertThat(problem("a.onnx", whole.toBuilder().clearOpsetImport().build().toByteArray()).text())
        .endsWith("it does not say which operator set it uses");
    assertThat(problem("a.onnx", new byte[0]).code()).isEqualTo("onnx.file.empty");
    assertThat(problem(folder).code()).isEqualTo("onnx.file.unreadable");
    assertThat(problem(folder.resolve("none.onnx")).code()).isEqualTo("onnx.file.missing");
    assertThat(problem("a.onnxtxt", new byte[] {(byte) 0xFF, 0}).code())
        .isEqualTo("onnx.file.binary");
  }

  @Test
  void nestingDeeperThanTheLimitIsDamage() throws IOException {
    ModelProto.Builder model = ModelProto.newBuilder();
    var graph = model.getGraphBuilder();
    for (int depth = 0; depth < 40; depth++) {
      graph = graph.addNodeBuilder().addAttributeBuilder().getGBuilder();
    }
    graph.setName("inner");
    assertThat(problem("deep.onnx", model.build().toByteArray()).code())
        .isEqualTo("onnx.file.damaged");
  }
}
