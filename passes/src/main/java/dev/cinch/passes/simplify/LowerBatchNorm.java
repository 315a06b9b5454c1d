// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A batch normalization that no contraction can take becomes a product and a sum. */
public final class LowerBatchNorm implements Rule {

  @Override
  public String description() {
    return "makes a product and a sum of batch normalization";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.ROUNDING;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    return Normalization.of(node, out)
        .map(normalization -> {
          Value x = node.in().get(0);
          Value scale = constant(node, "_scale", normalization.scale(), out);
          Value shift = constant(node, "_shift", normalization.shift(), out);
          Value product = out.add(new Multiply(), List.of(x, scale), named(node, "_product"));
          return out.add(new Add(), List.of(product, shift), node.origin());
        });
  }

  private static Value constant(Node node, String suffix, double[] numbers, Rewriting out) {
    long[] dims = new long[node.type().shape().rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = numbers.length;
    TensorWriter writer = Tensor.writer(new TensorType(node.type().number(), Shape.of(dims)));
    for (int c = 0; c < numbers.length; c++) {
      writer.setValue(c, numbers[c]);
    }
    return out.constant(new Dense(writer.finish()), named(node, suffix));
  }

  private static Origin named(Node node, String suffix) {
    return node.origin().withName(node.origin().name() + suffix);
  }
}
