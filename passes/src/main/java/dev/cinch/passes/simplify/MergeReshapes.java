// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Reshape;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.Optional;

/** Of two reshapes in a row only the last one matters. */
public final class MergeReshapes implements Rule {

  @Override
  public String description() {
    return "makes one reshape of two in a row";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.EXACT;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (node.op() instanceof Reshape
        && out.node(node.in().get(0)) instanceof Node first
        && first.op() instanceof Reshape) {
      return Optional.of(out.add(node.op(), first.in(), node.origin()));
    }
    return Optional.empty();
  }
}
