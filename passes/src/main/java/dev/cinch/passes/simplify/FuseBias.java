// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.Optional;

/**
 * A sum of a contraction and a constant for each channel becomes the contraction's bias, when
 * nothing else needs the bare products.
 */
public final class FuseBias implements Rule {

  @Override
  public String description() {
    return "makes a bias of a constant that is added to a contraction";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.ROUNDING;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (!(node.op() instanceof Add)) {
      return Optional.empty();
    }
    return PerChannel.operand(node, out)
        .map(operand -> {
          double[] bias = operand.layer().bias().clone();
          for (int c = 0; c < bias.length; c++) {
            bias[c] += operand.numbers()[c];
          }
          return operand.layer().with(operand.layer().node().in().get(1), bias, out);
        });
  }
}
