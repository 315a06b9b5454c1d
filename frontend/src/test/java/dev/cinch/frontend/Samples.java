// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend;

import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.util.ArrayList;
import java.util.List;

/** Models that tests start from. */
public final class Samples {

  /** A small convolutional network in the words of an exporter. */
  public static final String EXPORTED =
      """
      <ir_version: 6, opset_import: ["" : 9], producer_name: "pytorch">
      "main_graph" (float[batch, 1, 6, 6] input, float[2, 1, 3, 3] "conv.weight") =>
        (float[batch, 3] output)
      <float[2,1,3,3] "conv.weight" = {1,2,3,4,5,6,7,8,9, 9,8,7,6,5,4,3,2,1},
       float[2] s = {1, 1}, float[2] b = {0, 0}, float[2] m = {0, 0}, float[2] v = {1, 1},
       float[3,8] "fc.weight" = {1,2,3,4,5,6,7,8, 1,2,3,4,5,6,7,8, 1,2,3,4,5,6,7,8},
       float[3] "fc.bias" = {1, 2, 3}, int64[2] shape = {0, -1}>
      {
        [Conv_0] c = Conv <dilations = [1, 1], group = 1, kernel_shape = [3, 3],
            pads = [0, 0, 0, 0], strides = [1, 1]> (input, "conv.weight")
        [BatchNormalization_1] n = BatchNormalization <epsilon = 1e-5, momentum = 0.9>
            (c, s, b, m, v)
        [Relu_2] r = Relu (n)
        [MaxPool_3] p = MaxPool <ceil_mode = 0, kernel_shape = [2, 2], strides = [2, 2]> (r)
        sh = Shape (p)
        zero = Constant <value = int64 {0}> ()
        first = Gather <axis = 0> (sh, zero)
        u = Unsqueeze <axes = [0]> (first)
        k = Constant <value_ints = [-1]> ()
        cat = Concat <axis = 0> (u, k)
        [Reshape_4] f = Reshape (p, cat)
        [Gemm_5] g = Gemm <alpha = 1.0, beta = 1.0, transB = 1> (f, "fc.weight", "fc.bias")
        [Softmax_6] output = Softmax <axis = 1> (g)
      }
      """;

  /** The rest of the operators and of the syntax. */
  public static final String EVERYTHING =
      """
      <ir_version: 10, opset_import: ["" : 13, "dev.cinch" : 1], metadata_props: ["k" : "v"]>
      g (float[1, 4, 4, 4] x, double d = {2}) => (float[1, 4, 2, 2] y, float[4] z)
      <float[4] bias = {1, 2, 3, 4}, float[1, 4] row = {1, 1, 1, 1}, float[N, 4] later>
      {
        a = AveragePool <auto_pad = "SAME_UPPER", kernel_shape = [3, 3], strides = [2, 2],
            count_include_pad = 1> (x)
        ga = GlobalAveragePool (x)
        gm = GlobalMaxPool (x)
        both = Concat <axis = -1> (ga, gm)
        sq = Squeeze (ga)
        un = Unsqueeze (sq, axes)
        dr, mask = Dropout (un)
        t = Transpose <perm = [1, 0]> (dr)
        fl = Flatten <axis = 0> (t)
        mm = MatMul (fl, square)
        c = Cast <to = 11> (mm)
        cc = Cast <to = 1> (c)
        q = dev.cinch.Cast <width = 6, fraction = 3, rounding = "HALF_EVEN"> (cc)
        w = dev.cinch.Raw <width = 6, fraction = 2> (raw)
        i = MatMul (q, w)
        s = dev.cinch.SumPool <kernel_shape = [2, 2]> (x)
        m = Mul (a, ga)
        y = Identity (m)
        f = Cast <to = 1> (i)
        z = Reshape (f, four)
      }
      """
          .replace(
              "float[N, 4] later",
              "int64[1] axes = {0}, int64[1] four = {4}, int8[4,4] raw = {1,0,0,0, 0,1,0,0,"
                  + " 0,0,1,0, 0,0,0,31}, float[4,4] square = {1,0,0,0, 0,1,0,0, 0,0,1,0, 0,0,0,1},"
                  + " float[N, 4] later");

  private Samples() {}

  /** Those above and small random graphs, as text. */
  public static List<String> all() {
    List<String> models = new ArrayList<>(List.of(EXPORTED, EVERYTHING));
    for (long seed = 0; seed < 20; seed++) {
      models.add(GraphPrinter.print(RandomGraph.of(seed), Constants.INLINE));
    }
    return models;
  }
}
