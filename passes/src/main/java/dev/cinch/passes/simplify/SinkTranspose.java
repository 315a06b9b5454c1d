// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Moves a transposition behind the element-wise operation that reads it, where it can meet its
 * inverse. The other operand must be a constant, which is transposed instead, or transposed alike.
 */
public final class SinkTranspose implements Rule {

  @Override
  public String description() {
    return "moves transpositions behind element-wise operations";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.EXACT;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (!(node.op() instanceof Elementwise) || node.type().number() instanceof Affine) {
      return Optional.empty();
    }
    Optional<Transpose> transpose =
        node.in().stream().flatMap(operand -> only(operand, out).stream()).findFirst();
    if (transpose.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> permutation = transpose.get().permutation();
    if (permutation.size() != node.type().shape().rank()) {
      return Optional.empty();
    }
    for (Value operand : node.in()) {
      if (out.weight(operand).isEmpty() && !only(operand, out).equals(transpose)) {
        return Optional.empty();
      }
    }
    List<Value> before = new ArrayList<>();
    Origin moved = node.origin();
    for (Value operand : node.in()) {
      if (out.weight(operand).isPresent()) {
        before.add(untransposed(operand, permutation, out));
      } else {
        before.add(out.node(operand).in().get(0));
        moved = out.node(operand).origin();
      }
    }
    Value computed = out.add(node.op(), before, node.origin());
    return Optional.of(out.add(transpose.get(), List.of(computed), moved));
  }

  /** The transposition that made a value, when nothing else needs the value. */
  private static Optional<Transpose> only(Value value, Rewriting out) {
    return out.node(value).op() instanceof Transpose transpose && out.uses(value) == 1
        ? Optional.of(transpose)
        : Optional.empty();
  }

  /** A broadcast constant as it must be for the transposed operation to see it as before. */
  private static Value untransposed(Value constant, List<Integer> permutation, Rewriting out) {
    Node node = out.node(constant);
    int rank = permutation.size();
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    Shape own = node.type().shape();
    System.arraycopy(own.dims(), 0, dims, rank - own.rank(), own.rank());
    Integer[] inverse = new Integer[rank];
    for (int axis = 0; axis < rank; axis++) {
      inverse[permutation.get(axis)] = axis;
    }
    Value full = out.add(new Reshape(Shape.of(dims)), List.of(constant), node.origin());
    return out.add(new Transpose(List.of(inverse)), List.of(full), node.origin());
  }
}
