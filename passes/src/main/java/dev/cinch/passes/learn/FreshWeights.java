// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights to start from: uniform within the square root of 3 / fan-in (Glorot and Bengio, AISTATS
 * 2010, in the form of Caffe's {@code xavier}), biases zero.
 */
public final class FreshWeights {

  private FreshWeights() {}

  /** The same graph with fresh weights in every contraction of floats. */
  public static Graph run(Graph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Value, Weight> weights = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Contraction contraction && node.type().isFloat()) {
        Node weight = graph.node(node.in().get(1));
        if (weight.op() instanceof Constant && !weights.containsKey(weight.out())) {
          double limit = Math.sqrt(3.0 / fanIn(contraction, weight.type().shape()));
          weights.put(weight.out(), uniform(weight, limit, random));
        }
        if (node.in().size() == 3 && graph.node(node.in().get(2)).op() instanceof Constant) {
          Node bias = graph.node(node.in().get(2));
          weights.put(bias.out(), new Dense(Tensor.writer(bias.type()).finish()));
        }
      }
    }
    return ReplaceConstants.run(graph, weights);
  }

  private static long fanIn(Contraction contraction, Shape weight) {
    return switch (contraction) {
      case Conv _ -> weight.size(1, weight.rank());
      case MatMul _ -> weight.dim(-2);
    };
  }

  private static Weight uniform(Node weight, double limit, SplittableRandom random) {
    TensorWriter out = Tensor.writer(weight.type());
    for (long i = 0; i < weight.type().shape().size(); i++) {
      out.setValue(i, (2 * random.nextDouble() - 1) * limit);
    }
    return new Dense(out.finish());
  }
}
