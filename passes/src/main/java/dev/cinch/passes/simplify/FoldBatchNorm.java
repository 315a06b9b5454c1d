// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.Optional;

/**
 * A batch normalization goes into the weights and the bias of the contraction before it, when
 * nothing else needs the bare result.
 */
public final class FoldBatchNorm implements Rule {

  @Override
  public String description() {
    return "folds batch normalization into the contraction before it";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.ROUNDING;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    return Normalization.of(node, out)
        .flatMap(normalization ->
            ConstantLayer.soleUse(node.in().get(0), out)
                .filter(layer -> layer.axis() == 1 && layer.isDense(out))
                .map(layer -> layer.affine(normalization.scale(), normalization.shift(), out)));
  }
}
