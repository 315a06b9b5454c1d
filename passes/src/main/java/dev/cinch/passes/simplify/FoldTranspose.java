// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dense layer that reads a transposed and flattened tensor, as a channels-last flatten leaves it,
 * gets its rows in the order in which the numbers lie before the transposition.
 */
public final class FoldTranspose implements Rule {

  @Override
  public String description() {
    return "orders a dense layer's rows so that its operand need not be transposed";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.ROUNDING;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (!(node.op() instanceof MatMul)
        || !(out.node(node.in().get(0)) instanceof Node flatten
            && flatten.op() instanceof Reshape(var matrix))
        || !(out.node(flatten.in().get(0)) instanceof Node moved
            && moved.op() instanceof Transpose(var permutation))) {
      return Optional.empty();
    }
    Value weight = node.in().get(1);
    TensorType rows = out.type(weight);
    boolean flattens =
        matrix.rank() == 2
            && rows.shape().rank() == 2
            && permutation.get(0) == 0
            && matrix.dim(0) == moved.type().shape().dim(0);
    if (!flattens || out.weight(weight).isEmpty() || out.uses(weight) != 1) {
      return Optional.empty();
    }
    Value x = moved.in().get(0);
    Value ordered = reorder(weight, moved.type().shape(), permutation, out);
    List<Value> in = new ArrayList<>(node.in());
    in.set(0, out.add(new Reshape(matrix), List.of(x), flatten.origin()));
    in.set(1, ordered);
    return Optional.of(out.add(node.op(), in, node.origin()));
  }

  /** The rows, which stand in the order of the moved axes, in the order of the axes before. */
  private static Value reorder(
      Value weight, Shape moved, List<Integer> permutation, Rewriting out) {
    int rank = moved.rank();
    long columns = out.type(weight).shape().dim(1);
    // Axis 0 of the operand is not there; the columns stand at the end.
    long[] split = Arrays.copyOfRange(moved.dims(), 1, rank + 1);
    split[rank - 1] = columns;
    Integer[] back = new Integer[rank];
    for (int axis = 1; axis < rank; axis++) {
      back[permutation.get(axis) - 1] = axis - 1;
    }
    back[rank - 1] = rank - 1;
    var origin = out.node(weight).origin();
    Value apart = out.add(new Reshape(Shape.of(split)), List.of(weight), origin);
    Value ordered = out.add(new Transpose(List.of(back)), List.of(apart), origin);
    return out.add(new Reshape(out.type(weight).shape()), List.of(ordered), origin);
  }
}
