// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Node;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Operators by their own definition, example by example: exact, and without a gradient. It serves
 * what has none, such as integer arithmetic.
 */
final class Definition {

  private Definition() {}

  /** [B, the result's shape]. */
  static org.bytedeco.pytorch.Tensor compute(Node node, List<Operand> in, long batch) {
    List<Tensor> shared =
        in.stream()
            .map(it -> it.each() ? Tensor.writer(it.type()).view() : read(it, it.tensor()))
            .toList();
    List<org.bytedeco.pytorch.Tensor> results = new ArrayList<>();
    for (long b = 0; b < batch; b++) {
      List<Tensor> operands = new ArrayList<>(shared);
      for (int i = 0; i < in.size(); i++) {
        if (in.get(i).each()) {
          operands.set(i, read(in.get(i), in.get(i).tensor().select(0, b)));
        }
      }
      results.add(Numbers.of(node.op().eval(operands, node.type())));
    }
    return torch.stack(new TensorVector(results.toArray(org.bytedeco.pytorch.Tensor[]::new)), 0);
  }

  private static Tensor read(Operand operand, org.bytedeco.pytorch.Tensor numbers) {
    return Numbers.read(numbers, operand.type());
  }
}
