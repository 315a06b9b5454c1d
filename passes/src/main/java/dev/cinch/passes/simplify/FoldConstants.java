// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.simplify;

import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.Fidelity;
import dev.cinch.passes.Rewriting;
import dev.cinch.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes what constants alone decide. A reshape keeps the form of its weight. Results that are
 * much larger than what they come from, and products that would take long, are left to the graph.
 */
public final class FoldConstants implements Rule {

  private static final long MOST_NUMBERS = 1 << 16;
  private static final long MOST_WORK = 1 << 28;

  @Override
  public String description() {
    return "computes what constants alone decide";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.EXACT;
  }

  @Override
  public Optional<Value> rewrite(Node node, Rewriting out) {
    if (node.op() instanceof Source) {
      return Optional.empty();
    }
    List<Weight> weights = new ArrayList<>();
    for (Value operand : node.in()) {
      Optional<Weight> weight = out.weight(operand);
      if (weight.isEmpty()) {
        return Optional.empty();
      }
      weights.add(weight.get());
    }
    if (!isSmall(node, weights)) {
      return Optional.empty();
    }
    Origin origin = weights.size() == 1 ? out.node(node.in().get(0)).origin() : node.origin();
    return Optional.of(out.constant(fold(node, weights), origin));
  }

  private static Weight fold(Node node, List<Weight> weights) {
    return switch (node.op()) {
      case Reshape(var shape) -> reshaped(weights.get(0), shape);
      case Op op -> new Dense(op.eval(weights.stream().map(Weight::decode).toList(), node.type()));
    };
  }

  private static Weight reshaped(Weight weight, Shape shape) {
    return switch (weight) {
      case Values values -> values.reshaped(shape);
      case Sparse(var type, var positions, var values) ->
          new Sparse(type.with(shape), positions, values);
    };
  }

  private static boolean isSmall(Node node, List<Weight> weights) {
    long given = weights.stream().mapToLong(weight -> weight.type().shape().size()).sum();
    long made = node.type().shape().size();
    long each =
        switch (node.op()) {
          case Conv _ ->
              weights.get(1).type().shape().size(1, weights.get(1).type().shape().rank());
          case MatMul _ -> weights.get(0).type().shape().dim(-1);
          case Pool pool -> pool.window().taps();
          case Op _ -> 1;
        };
    return made <= Math.max(MOST_NUMBERS, given) && made <= MOST_WORK / Math.max(1, each);
  }
}
