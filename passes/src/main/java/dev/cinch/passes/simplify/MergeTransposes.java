// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Transpose;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Makes one transposition of two in a row. Exporters from channels-last frameworks leave such pairs
 * around every operator, and most pairs undo each other.
 */
public final class MergeTransposes implements Rule {

  @Override
  public String description() {
    return "makes one transposition of two in a row";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.EXACT;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (node.op() instanceof Transpose(var second)
        && out.node(node.in().get(0)) instanceof Node inner
        && inner.op() instanceof Transpose(var first)) {
      List<Integer> both = second.stream().map(first::get).toList();
      return Optional.of(out.add(new Transpose(both), inner.in(), node.origin()));
    }
    return Optional.empty();
  }
}
