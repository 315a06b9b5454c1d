// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.Rewriting;
import java.util.List;
import java.util.Optional;

/**
 * A batch normalization with constant statistics as {@code y = x * scale + shift}, channel by
 * channel (Ioffe, Szegedy, ICML 2015, algorithm 2).
 *
 * @param scale factor for each channel
 * @param shift addend for each channel
 */
record Normalization(double[] scale, double[] shift) {

  /** The normalization that a node is, when all its statistics are constants. */
  static Optional<Normalization> of(Node node, Rewriting out) {
    if (!(node.op() instanceof BatchNorm(var epsilon))) {
      return Optional.empty();
    }
    List<Tensor> statistics =
        node.in().stream()
            .skip(1)
            .flatMap(operand -> out.weight(operand).map(Weight::decode).stream())
            .toList();
    if (statistics.size() != 4) {
      return Optional.empty();
    }
    int channels = Math.toIntExact(node.type().shape().dim(1));
    double[] scale = new double[channels];
    double[] shift = new double[channels];
    for (int c = 0; c < channels; c++) {
      double deviation = Math.sqrt(statistics.get(3).valueAt(c) + epsilon);
      scale[c] = statistics.get(0).valueAt(c) / deviation;
      shift[c] = statistics.get(1).valueAt(c) - statistics.get(2).valueAt(c) * scale[c];
      if (!Double.isFinite(scale[c]) || !Double.isFinite(shift[c])) {
        return Optional.empty();
      }
    }
    return Optional.of(new Normalization(scale, shift));
  }
}
