// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A floating-point contraction with constant weights and a constant bias or none, whose result only
 * one node reads: a linear map that what follows it can be folded into.
 *
 * @param node the contraction
 * @param axis the axis of its result that holds the output channels
 * @param run how many weights in a row belong to one output channel
 * @param bias the bias, one number for each channel; zeros where there is none
 * @param biasOrigin where the bias came from
 */
record ConstantLayer(Node node, int axis, long run, double[] bias, Origin biasOrigin) {

  /** The layer that made a value, if it is one. */
  static Optional<ConstantLayer> soleUse(Value value, Rewriting out) {
    Node node = out.node(value);
    if (!(node.op() instanceof Contraction contraction)
        || !node.type().isFloat()
        || out.uses(value) != 1
        || node.in().stream().skip(1).anyMatch(operand -> out.weight(operand).isEmpty())) {
      return Optional.empty();
    }
    int axis =
        switch (contraction) {
          case Conv _ -> 1;
          case MatMul _ -> node.type().shape().rank() - 1;
        };
    Shape weight = out.type(node.in().get(1)).shape();
    long run =
        switch (contraction) {
          case Conv _ -> weight.size(1, weight.rank());
          case MatMul _ -> 1;
        };
    double[] bias = new double[Math.toIntExact(node.type().shape().dim(axis))];
    Origin origin = node.origin().withName(node.origin().name() + "_bias");
    if (node.in().size() == 3) {
      Tensor given = out.weight(node.in().get(2)).orElseThrow().decode();
      for (int c = 0; c < bias.length; c++) {
        bias[c] = given.valueAt(c);
      }
      origin = out.node(node.in().get(2)).origin();
    }
    return Optional.of(new ConstantLayer(node, axis, run, bias, origin));
  }

  /** Whether weights are plain numbers, which can be scaled one by one. */
  boolean isDense(Rewriting out) {
    return out.weight(node.in().get(1)).orElseThrow() instanceof Dense;
  }

  /** The layer with other weights and bias; the node that follows it gives the name up to it. */
  Value with(Value weight, double[] newBias, Rewriting out) {
    TensorType type = new TensorType(node.type().number(), Shape.of(newBias.length));
    TensorWriter writer = Tensor.writer(type);
    for (int c = 0; c < newBias.length; c++) {
      writer.setValue(c, newBias[c]);
    }
    List<Value> in = new ArrayList<>(List.of(node.in().get(0), weight));
    in.add(out.constant(new Dense(writer.finish()), biasOrigin));
    return out.add(node.op(), in, node.origin());
  }

  /** The layer without a bias and with other weights. */
  Value with(Value weight, Rewriting out) {
    return out.add(node.op(), List.of(node.in().get(0), weight), node.origin());
  }

  /** The layer followed by {@code y * scale + shift}, channel by channel. */
  Value affine(double[] scale, double[] shift, Rewriting out) {
    double[] moved = new double[bias.length];
    boolean needed = node.in().size() == 3;
    for (int c = 0; c < moved.length; c++) {
      moved[c] = bias[c] * scale[c] + shift[c];
      needed |= shift[c] != 0;
    }
    Value weight = scaled(scale, out);
    return needed ? with(weight, moved, out) : with(weight, out);
  }

  private Value scaled(double[] scale, Rewriting out) {
    Node constant = out.node(node.in().get(1));
    Weight weight = out.weight(constant.out()).orElseThrow();
    Tensor numbers = weight.decode();
    TensorWriter writer = Tensor.writer(numbers.type());
    for (long i = 0; i < numbers.size(); i++) {
      writer.setValue(i, numbers.valueAt(i) * scale[(int) (i / run % scale.length)]);
    }
    return out.constant(new Dense(writer.finish()), constant.origin());
  }
}
