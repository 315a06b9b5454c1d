// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.frontend.proto.NodeProto;

/** The networks on which engines are compared, of any batch, as files of ONNX. */
enum Networks {
  /** Caffe's LeNet-5: 20 and 50 filters of 5 x 5, 500 and 10 neurons; 2.29 M MACs. */
  LENET5 {
    @Override
    byte[] bytes(long batch, double density) {
      OnnxModel model = new OnnxModel("lenet5", density);
      String x = model.input(batch, 1, 28, 28);
      x = model.maxPool(model.conv(x, 1, 20, 5, 1, 0), 2, 2);
      x = model.maxPool(model.conv(x, 20, 50, 5, 1, 0), 2, 2);
      x = model.dense(model.node("Flatten", x), 800, 500);
      return model.bytes(model.dense(model.node("Relu", x), 500, 10), batch, 10);
    }
  },
  /** LeNet-300-100: an MLP of 0.27 M MACs. */
  MLP {
    @Override
    byte[] bytes(long batch, double density) {
      OnnxModel model = new OnnxModel("mlp", density);
      String x = model.dense(model.input(batch, 784), 784, 300);
      x = model.dense(model.node("Relu", x), 300, 100);
      return model.bytes(model.dense(model.node("Relu", x), 100, 10), batch, 10);
    }
  },
  /** SqueezeNet 1.0 (Iandola et al. 2016, table 1) on 224 x 224; 861 M MACs. */
  SQUEEZENET {
    @Override
    byte[] bytes(long batch, double density) {
      OnnxModel model = new OnnxModel("squeezenet", density);
      String x = model.input(batch, 3, 224, 224);
      x = model.maxPool(model.node("Relu", model.conv(x, 3, 96, 7, 2, 0)), 3, 2);
      x = fire(model, fire(model, x, 96, 16, 64), 128, 16, 64);
      x = model.maxPool(fire(model, x, 128, 32, 128), 3, 2);
      x = fire(model, fire(model, x, 256, 32, 128), 256, 48, 192);
      x = fire(model, fire(model, x, 384, 48, 192), 384, 64, 256);
      x = fire(model, model.maxPool(x, 3, 2), 512, 64, 256);
      x = model.node("Relu", model.conv(x, 512, 1000, 1, 1, 0));
      x = model.node("Flatten", model.node("GlobalAveragePool", x));
      return model.bytes(model.node("Softmax", x), batch, 1000);
    }
  },
  /** MobileNet v1 (Howard et al. 2017, table 1) on 224 x 224, normalization folded; 569 M MACs. */
  MOBILENET {
    @Override
    byte[] bytes(long batch, double density) {
      OnnxModel model = new OnnxModel("mobilenet", density);
      String x = relu6(model, model.conv(model.input(batch, 3, 224, 224), 3, 32, 3, 2, 1));
      long channels = 32;
      for (long[] block : MOBILE_BLOCKS) {
        x = relu6(model, model.conv(x, channels, channels, 3, block[1], 1, channels));
        x = relu6(model, model.conv(x, channels, block[0], 1, 1, 0));
        channels = block[0];
      }
      x = model.node("Flatten", model.node("GlobalAveragePool", x));
      return model.bytes(model.dense(x, 1024, 1000), batch, 1000);
    }
  },
  /** An LSTM of 128 units over 32 steps of 64 numbers, and a dense layer of 10; 3.15 M MACs. */
  LSTM {
    @Override
    byte[] bytes(long batch, double density) {
      OnnxModel model = new OnnxModel("lstm", density);
      String x = model.input(32, batch, 64);
      NodeProto.Builder node =
          NodeProto.newBuilder()
              .addAttribute(OnnxModel.integer("hidden_size", 128))
              .addOutput("all")
              .addOutput("last")
              .setOpType("LSTM");
      model.lstm(node, x, model.weight(1, 512, 64), model.weight(1, 512, 128));
      String flat = model.reshaped("last", batch, 128);
      return model.bytes(model.dense(flat, 128, 10), batch, 10);
    }
  };

  private static final long[][] MOBILE_BLOCKS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  /**
   * The file of a network.
   *
   * @param batch its first extent
   * @param density share of the weights that are not zero
   */
  abstract byte[] bytes(long batch, double density);

  /** The batches that are measured: 1, and for small networks 64 too. */
  int[] batches() {
    return this == SQUEEZENET || this == MOBILENET ? new int[] {1} : new int[] {1, 64};
  }

  private static String fire(OnnxModel model, String x, long in, long squeeze, long expand) {
    String s = model.node("Relu", model.conv(x, in, squeeze, 1, 1, 0));
    String one = model.node("Relu", model.conv(s, squeeze, expand, 1, 1, 0));
    String three = model.node("Relu", model.conv(s, squeeze, expand, 3, 1, 1));
    return model.node(
        "Concat", NodeProto.newBuilder().addAttribute(OnnxModel.integer("axis", 1)), one, three);
  }

  private static String relu6(OnnxModel model, String x) {
    return model.node("Clip", x, model.number(0), model.number(6));
  }
}
