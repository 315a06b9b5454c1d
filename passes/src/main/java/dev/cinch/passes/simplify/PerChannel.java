// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Rewriting;
import java.util.Optional;

/** Finds one finite number for each channel in a constant that is broadcast. */
final class PerChannel {

  private PerChannel() {}

  /**
   * The layer among the operands of a sum or product.
   *
   * @param layer the contraction
   * @param numbers what the other operand holds for each of its channels
   */
  record Operand(ConstantLayer layer, double[] numbers) {}

  /** The operands of an element-wise node with two of them, where one is a foldable layer. */
  static Optional<Operand> operand(Node node, Rewriting out) {
    for (int i = 0; i < 2; i++) {
      Optional<ConstantLayer> layer = ConstantLayer.soleUse(node.in().get(i), out);
      if (layer.isPresent()) {
        Value other = node.in().get(1 - i);
        Shape result = layer.get().node().type().shape();
        return out.weight(other)
            .filter(_ -> result.equals(node.type().shape()))
            .flatMap(weight -> numbers(weight.decode(), result, layer.get().axis()))
            .map(numbers -> new Operand(layer.get(), numbers));
      }
    }
    return Optional.empty();
  }

  private static Optional<double[]> numbers(Tensor constant, Shape result, int axis) {
    Shape own = constant.shape();
    int shift = result.rank() - own.rank();
    for (int i = 0; i < own.rank(); i++) {
      if (own.dim(i) != 1 && i + shift != axis) {
        return Optional.empty();
      }
    }
    double[] numbers = new double[Math.toIntExact(result.dim(axis))];
    for (int c = 0; c < numbers.length; c++) {
      numbers[c] = constant.valueAt(constant.size() == 1 ? 0 : c);
      if (!Double.isFinite(numbers[c])) {
        return Optional.empty();
      }
    }
    return Optional.of(numbers);
  }
}
