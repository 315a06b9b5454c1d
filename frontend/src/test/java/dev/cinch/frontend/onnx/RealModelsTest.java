// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Shared;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models as exporters wrote them: their layers keep their names, and they compute what they did.
 */
class RealModelsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void cntkModelReproducesItsRecordedOutputs(int set) {
    Path folder = Shared.require("models/mnist-8");
    Graph graph = OnnxReader.read(folder.resolve("model.onnx")).orThrow();
    Path data = folder.resolve("test_data_set_" + set);
    Tensor image = ValueFile.tensor(data.resolve("input_0.pb")).orThrow();
    Tensor wanted = ValueFile.tensor(data.resolve("output_0.pb")).orThrow();
    float[] scores = run(graph, image);
    for (int i = 0; i < scores.length; i++) {
      float score = wanted.floatAt(i);
      assertThat(scores[i]).isCloseTo(score, Offset.offset(1e-4f * Math.max(1, Math.abs(score))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "models/mnist-8/model.onnx, Convolution28 Plus30 Convolution110 Plus112 Times212 Plus214, 5994",
    "models/onnx2c/mnist-pytorch.onnx, MatMul_0 BatchNormalization_3 MatMul_4 MatMul_8, 55424",
    "models/onnx2c/mnist.simplified.onnx, Conv_3 Relu_4 Conv_5 Gemm_9, 3750",
    "models/caffe-lenet/bvlc-lenet5.onnx, scale conv1 pool1 conv2 pool2 flatten ip1 relu1 ip2, 431081",
    "models/caffe-lenet/dns-lenet5-dense.onnx, scale conv1 pool1 conv2 pool2 ip1 relu1 ip2, 431081",
    "models/caffe-lenet/dns-lenet5-sparse.onnx, scale conv1 pool1 conv2 pool2 ip1 relu1 ip2, 431081"
  })
  void layersKeepTheirNames(String file, String layers, long parameters) {
    Graph graph = OnnxReader.read(Shared.require(file)).orThrow();
    assertThat(graph.nodes()).extracting(Node::name).contains(layers.split(" "));
    assertThat(graph.constants().stream().mapToLong(node -> node.type().shape().size()).sum())
        .isEqualTo(parameters);
    assertThat(graph.inputs().getFirst().type().shape().dim(0)).isEqualTo(1);
  }

  @Test
  void caffeModelGivesTenFiniteScores() {
    Graph graph = OnnxReader.read(Shared.require("models/caffe-lenet/bvlc-lenet5.onnx")).orThrow();
    float[] scores = run(graph, Tensor.writer(TensorType.f32(1, 1, 28, 28)).finish());
    assertThat(scores).hasSize(10);
    for (float score : scores) {
      assertThat(score).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/squeezenet-fp16/SqueezeNet_fp16.onnx",
        "models/rnn/byte_sb_bidi_lstm/model.onnx",
        "models/rnn/qlstm_3-2-3_T3_S1/model.onnx",
        "models/qonnx-tfc/Brevitas_FINN_TFC/TFC/TFC_1W1A.onnx"
      })
  void whatCannotBeReadIsRefusedByName(String file) {
    Result<Graph> result = OnnxReader.read(Shared.require(file));
    if (result instanceof Result.Failed<Graph>(var diagnostics)) {
      assertThat(diagnostics).allSatisfy(d -> assertThat(d.origin().name()).isNotEmpty());
    }
  }

  private static float[] run(Graph graph, Tensor input) {
    try (Executable executable = new Interpreter().prepare(graph)) {
      return executable.run(List.of(input)).getFirst().toFloats();
    }
  }
}
