// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds normalizations that are written as arithmetic: numbers divided by the root of a mean, then
 * scaled and shifted by constants (layer, instance, group and root-mean-square normalization).
 */
final class Normalized {

  /** What has become of a value so far. */
  private enum State {
    MEAN,
    DEVIATION,
    STANDARDIZED,
    SCALED
  }

  private final Graph graph;
  private final Map<Value, State> states = new HashMap<>();

  Normalized(Graph graph) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      state(node).ifPresent(state -> states.put(node.out(), state));
    }
  }

  /** The operand of a node that is a constant scale or shift of a normalization. */
  Optional<Value> parameter(Node node) {
    if (node.in().size() != 2) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      State other = states.get(node.in().get(1 - i));
      boolean scales = isProduct(node.op()) && other == State.STANDARDIZED;
      boolean shifts = isSum(node.op()) && (other == State.STANDARDIZED || other == State.SCALED);
      if ((scales || shifts) && isParameter(node.in().get(i))) {
        return Optional.of(node.in().get(i));
      }
    }
    return Optional.empty();
  }

  /** One number for all is no parameter that exporters write. */
  private boolean isParameter(Value value) {
    return isConstant(value) && graph.node(value).type().shape().size() > 1;
  }

  private boolean isConstant(Value value) {
    Node node = graph.node(value);
    return switch (node.op()) {
      case Constant _ -> true;
      case Reshape _, Transpose _, Cast _ -> isConstant(node.in().getFirst());
      case Op _ -> false;
    };
  }

  private Optional<State> state(Node node) {
    return switch (node.op()) {
      case Aggregate(var by, _) when by == Aggregation.MEAN -> Optional.of(State.MEAN);
      case Reshape _, Transpose _, Cast _ -> of(node, 0);
      case Unary(var function, _)
          when function == UnaryFunction.SQRT || function == UnaryFunction.RECIPROCAL ->
          of(node, 0)
              .filter(it -> it == State.MEAN || it == State.DEVIATION)
              .map(_ -> State.DEVIATION);
      case Binary(var function)
          when function == BinaryFunction.POW && isConstant(node.in().get(1)) ->
          of(node, 0).filter(State.MEAN::equals).map(_ -> State.DEVIATION);
      case Binary(var function) when function == BinaryFunction.DIV ->
          of(node, 1).filter(State.DEVIATION::equals).map(_ -> State.STANDARDIZED);
      case Op op when isSum(op) || isProduct(op) -> combined(node);
      case Op _ -> Optional.empty();
    };
  }

  private Optional<State> combined(Node node) {
    for (int i = 0; i < 2; i++) {
      State state = states.get(node.in().get(i));
      boolean withConstant = isConstant(node.in().get(1 - i));
      if (state == State.DEVIATION && isProduct(node.op()) && !withConstant) {
        return Optional.of(State.STANDARDIZED);
      }
      if (state == State.STANDARDIZED && isProduct(node.op()) && withConstant) {
        return Optional.of(State.SCALED);
      }
      if ((state == State.MEAN || state == State.DEVIATION) && isSum(node.op()) && withConstant) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  private Optional<State> of(Node node, int operand) {
    return Optional.ofNullable(states.get(node.in().get(operand)));
  }

  private static boolean isProduct(Op op) {
    return op instanceof Multiply
        || (op instanceof Binary(var function) && function == BinaryFunction.MUL);
  }

  private static boolean isSum(Op op) {
    return op instanceof Add
        || (op instanceof Binary(var function) && function == BinaryFunction.ADD);
  }
}
