// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CinchFileTest {

  private static final Provenance PROVENANCE =
      Provenance.of("a.onnx", "00", 4000, "encode", Map.of("codebook", "4"), "mnist", "", "1");

  @TempDir Path folder;

  private static Graph graph() {
    GraphBuilder builder = new GraphBuilder("small");
    Value x = builder.input("x", TensorType.f32(1, 3));
    Value q = builder.add(Cast.requantize(Fixed.INT8), List.of(x), Origin.named("q"));
    TensorType type = new TensorType(Fixed.INT8, Shape.of(3, 2));
    Value w = builder.constant("../w 1", Sparse.ofNonZeros(Tensor.ofRaws(type, 0, 5, 0, 0, -3, 0)));
    TensorType biasType = TensorType.fixed(true, 12, 0, 2);
    Value b = builder.constant("b", new Dense(Tensor.ofRaws(biasType, 700, -800)));
    Value y = builder.add(new MatMul(), List.of(q, w, b), Origin.named("fc"));
    builder.output("y", y);
    return builder.build();
  }

  private Path write(byte[] bytes) throws IOException {
    Path path = folder.resolve("m.cinch");
    Files.write(path, bytes);
    return path;
  }

  private static void assertSame(Graph read, Graph written) {
    assertThat(GraphPrinter.print(read, Constants.REFERENCE))
        .isEqualTo(GraphPrinter.print(written, Constants.REFERENCE));
    assertThat(read.constants().stream().map(Node::op).map(Constant.class::cast).toList())
        .isEqualTo(written.constants().stream().map(Node::op).map(Constant.class::cast).toList());
  }

  @Test
  void readingGivesTheGraphAndItsWeightsBitForBit() throws IOException {
    byte[] bytes = CinchFile.bytes(graph(), PROVENANCE);
    var contents = CinchFile.read(write(bytes)).orThrow();
    assertSame(contents.graph(), graph());
    assertThat(contents.manifest().provenance()).isEqualTo(PROVENANCE);
    assertThat(contents.sizes().file()).isEqualTo(bytes.length);
    assertThat(contents.sizes().weights()).containsOnlyKeys("%2E.%2Fw%201", "b");
  }

  @Test
  void sameGraphGivesTheSameBytes() throws IOException {
    assertThat(CinchFile.bytes(graph(), PROVENANCE))
        .isEqualTo(CinchFile.bytes(graph(), PROVENANCE));
  }

  @Test
  void flippedBitIsAnErrorOrChangesNothing() throws IOException {
    byte[] bytes = CinchFile.bytes(graph(), PROVENANCE);
    for (int bit = 0; bit < 8 * bytes.length; bit += 3) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      if (CinchFile.read(write(flipped))
          instanceof Result.Ok<CinchFile.Contents>(var contents, var _)) {
        assertSame(contents.graph(), graph());
        assertThat(contents.manifest().provenance()).isEqualTo(PROVENANCE);
      }
    }
  }

  @Test
  void cutFileIsRefused() throws IOException {
    byte[] bytes = CinchFile.bytes(graph(), PROVENANCE);
    for (int length = 0; length < bytes.length; length += 7) {
      assertThat(CinchFile.read(write(java.util.Arrays.copyOf(bytes, length))))
          .isInstanceOf(Result.Failed.class);
    }
  }

  @Test
  void membersAreNamedSoThatNoPathLeavesTheFolder() {
    assertThat(CinchFile.member("../../etc/passwd")).isEqualTo("weights/%2E.%2F..%2Fetc%2Fpasswd");
    assertThat(CinchFile.member("conv1_w")).isEqualTo("weights/conv1_w");
    assertThat(CinchFile.member("a%b")).isNotEqualTo(CinchFile.member("a_b"));
  }
}
