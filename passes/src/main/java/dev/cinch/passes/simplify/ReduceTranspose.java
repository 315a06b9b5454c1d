// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A transposition that only moves axes of extent 1, such as one channel from last to first, is a
 * reshape: no number moves.
 */
public final class ReduceTranspose implements Rule {

  @Override
  public String description() {
    return "makes a reshape of a transposition that only moves axes of extent 1";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.EXACT;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (!(node.op() instanceof Transpose(var permutation))) {
      return Optional.empty();
    }
    Shape shape = out.type(node.in().get(0)).shape();
    List<Integer> moving = permutation.stream().filter(axis -> shape.dim(axis) != 1).toList();
    return moving.equals(moving.stream().sorted().toList())
        ? Optional.of(out.add(new Reshape(node.type().shape()), node.in(), node.origin()))
        : Optional.empty();
  }
}
