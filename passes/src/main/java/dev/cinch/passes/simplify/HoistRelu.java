// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Relu;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A ReLU after max pooling moves before it: the greatest number is the same, and the ReLU stands
 * beside the contraction, whose result then needs no sign.
 */
public final class HoistRelu implements Rule {

  @Override
  public String description() {
    return "moves ReLU from behind max pooling to before it";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.EXACT;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (!(node.op() instanceof Relu)
        || !(out.node(node.in().get(0)) instanceof Node pool && pool.op() instanceof MaxPool)
        || out.uses(pool.out()) != 1) {
      return Optional.empty();
    }
    Value relu = out.add(node.op(), pool.in(), node.origin());
    return Optional.of(out.add(pool.op(), List.of(relu), pool.origin()));
  }
}
