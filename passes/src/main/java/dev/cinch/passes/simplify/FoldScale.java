// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Multiply;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.Optional;

/**
 * A product of a contraction and a constant for each channel goes into the weights and the bias,
 * when nothing else needs the bare result. Weights that share values are left alone.
 */
public final class FoldScale implements Rule {

  @Override
  public String description() {
    return "multiplies a contraction's constant factor into its weights";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.ROUNDING;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (!(node.op() instanceof Multiply)) {
      return Optional.empty();
    }
    return PerChannel.operand(node, out)
        .filter(operand -> operand.layer().isDense(out))
        .map(operand ->
            operand.layer().affine(operand.numbers(), new double[operand.numbers().length], out));
  }
}
