// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cinch.frontend.container.CinchFile;
import dev.cinch.frontend.container.Provenance;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.encode.EncodeWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks when the SqueezeNet that Deep Compression published takes more bytes than its sparsity and
 * its shared values need, or loses a bit of a float.
 */
class SqueezeNetTest {
  private static final String MODEL =
      "models/squeezenet-deep-compressed/squeezenet_v1.0_deep_compressed_decoded.onnx";

  private static final Provenance NONE =
      new Provenance("", "", 0, "", new TreeMap<>(), 0, "", "", "", "");

  @TempDir Path folder;

  @Test
  void everyFloatIsKeptInATenthOfTheBytes() throws IOException {
    Path model =
        Optional.ofNullable(System.getenv("CINCH_SHARED"))
            .map(Path::of)
            .orElse(Checkout.ROOT.resolveSibling("shared"))
            .resolve(MODEL);
    assumeTrue(Files.exists(model), "skipped: there is no " + model);
    Graph source = OnnxReader.read(model).orThrow();
    Graph encoded = EncodeWeights.run(source).graph();
    Path file = Files.write(folder.resolve("s.cinch"), CinchFile.bytes(encoded, NONE));
    CinchFile.Contents read = CinchFile.read(file).orThrow();
    assertThat(tensors(read.graph())).isEqualTo(tensors(source));
    assertThat(read.sizes().streams()).hasSize(52);
    assertThat(read.sizes().weightBytes()).isLessThan(515_500);
  }

  private static List<Tensor> tensors(Graph graph) {
    return graph.constants().stream()
        .map(Node::op)
        .map(Constant.class::cast)
        .map(constant -> constant.weight().decode())
        .toList();
  }
}
