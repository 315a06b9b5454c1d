// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Removes operations that give back an operand: moves that move nothing, casts to the same format,
 * plus 0, times 1, windows of one number, ReLU of what is never negative.
 */
public final class RemoveIdentity implements Rule {

  @Override
  public String description() {
    return "removes operations that give back an operand";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.EXACT;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    int kept =
        switch (node.op()) {
          case Add _ -> other(node, 0, out);
          case Multiply _ -> other(node, 1, out);
          case Relu _ -> isNeverNegative(node.in().get(0), out) ? 0 : -1;
          case Transpose(var permutation) -> isIdentity(permutation) ? 0 : -1;
          case Concat _ -> node.in().size() == 1 ? 0 : -1;
          case MaxPool(var window) -> isIdentity(window) ? 0 : -1;
          case SumPool(var window) -> isIdentity(window) ? 0 : -1;
          case AveragePool(var window, _) -> isIdentity(window) ? 0 : -1;
          case Reshape _, Cast _ -> 0;
          case Expand _ -> 0;
          case Slice(var starts, var steps, _) -> isWhole(starts, steps) ? 0 : -1;
          case BitCast _,
              Unary _,
              Binary _,
              Select _,
              Pad _,
              Gather _,
              GatherElements _,
              GatherNd _ ->
              -1;
          case ScatterElements _, ScatterNd _ -> -1;
          case Source _, Contraction _, BatchNorm _, Softmax _, Reduce _, Recurrent _ -> -1;
        };
    return kept >= 0 && out.type(node.in().get(kept)).equals(node.type())
        ? Optional.of(node.in().get(kept))
        : Optional.empty();
  }

  private static boolean isWhole(List<Long> starts, List<Long> steps) {
    return starts.stream().allMatch(start -> start == 0)
        && steps.stream().allMatch(step -> step == 1);
  }

  /** Index of the operand beside a constant that holds nothing but {@code neutral}; -1 if none. */
  private static int other(Node node, double neutral, Rewriting out) {
    for (int i = 0; i < 2; i++) {
      Optional<Weight> weight = out.weight(node.in().get(i));
      if (weight.isPresent() && holdsOnly(weight.get().decode(), neutral)) {
        return 1 - i;
      }
    }
    return -1;
  }

  private static boolean holdsOnly(Tensor tensor, double value) {
    for (long i = 0; i < tensor.size(); i++) {
      if (tensor.valueAt(i) != value) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNeverNegative(Value value, Rewriting out) {
    TensorType type = out.type(value);
    return out.node(value).op() instanceof Relu || (type.isFixed() && !type.fixed().signed());
  }

  private static boolean isIdentity(List<Integer> permutation) {
    return IntStream.range(0, permutation.size()).allMatch(axis -> permutation.get(axis) == axis);
  }

  private static boolean isIdentity(Window window) {
    return window.taps() == 1
        && window.strides().stream().allMatch(stride -> stride == 1)
        && window.padsBegin().stream().allMatch(pad -> pad == 0)
        && window.padsEnd().stream().allMatch(pad -> pad == 0);
  }
}
