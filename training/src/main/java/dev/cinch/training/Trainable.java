// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.data.Accuracy;
import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What keeps a graph from being trained in batches. */
final class Trainable {

  private Trainable() {}

  /** Everything that stands against it, each with the node. */
  static List<Diagnostic> problems(Graph graph, Split split) {
    List<Diagnostic> problems = new ArrayList<>();
    if (Accuracy.accepts(graph, split) instanceof Result.Failed<Graph>(var found)) {
      problems.addAll(found);
    }
    Set<Value> batched = batched(graph);
    for (Node node : graph.nodes()) {
      obstacle(graph, node, batched)
          .ifPresent(text ->
              problems.add(
                  Diagnostic.error("train.node", node.origin().withName(node.name()), text, "")));
    }
    if (problems.isEmpty() && Network.learned(graph).isEmpty()) {
      problems.add(
          Diagnostic.error(
              "train.nothing",
              Origin.named(graph.name()),
              "the first output depends on no weight that could be learned",
              ""));
    }
    return problems;
  }

  /** The values that depend on an input: those that have a row for each example. */
  static Set<Value> batched(Graph graph) {
    Set<Value> batched = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Input || node.in().stream().anyMatch(batched::contains)) {
        batched.add(node.out());
      }
    }
    return batched;
  }

  private static Optional<String> obstacle(Graph graph, Node node, Set<Value> batched) {
    if (!node.type().number().equals(FloatType.F32)) {
      return batched.contains(node.out())
          ? Optional.of("computes in " + node.type().number() + ", and training is in F32")
          : Optional.empty();
    }
    if (!batched.contains(node.out())) {
      return node.op() instanceof Constant
          ? Optional.empty()
          : Optional.of("depends on no input; simplification folds such nodes");
    }
    if (node.type().shape().rank() == 0 || node.type().shape().dim(0) != 1) {
      return Optional.of("gives [" + node.type().shape() + "], which has no leading axis of 1");
    }
    return ranks(graph, node, batched).or(() -> operands(node, batched));
  }

  /** Rows stay rows only where no operand is aligned with another of more axes. */
  private static Optional<String> ranks(Graph graph, Node node, Set<Value> batched) {
    int rank = node.type().shape().rank();
    return switch (node.op()) {
      case Elementwise _
          when node.in().stream().anyMatch(it -> batched.contains(it) && rank(graph, it) != rank) ->
          Optional.of("combines tensors of different numbers of axes");
      case MatMul _ when rank != 2 -> Optional.of("multiplies tensors of more than two axes");
      case Op _ -> Optional.empty();
    };
  }

  private static int rank(Graph graph, Value value) {
    return graph.node(value).type().shape().rank();
  }

  private static Optional<String> operands(Node node, Set<Value> batched) {
    return switch (node.op()) {
      case Transpose(var permutation) when permutation.getFirst() != 0 ->
          Optional.of("moves the leading axis");
      case Concat(var axis) when axis == 0 -> Optional.of("joins along the leading axis");
      case Concat _ when !batched.containsAll(node.in()) ->
          Optional.of("joins a constant to computed tensors");
      case Softmax(var axis) when axis == 0 -> Optional.of("is over the leading axis");
      case Cast _ -> Optional.of("changes the number format");
      case Reshape _, Transpose _, Concat _ -> Optional.empty();
      case BitCast _, Unary _, Binary _, Select _, Reduce _, Recurrent _, Move _ ->
          Optional.of("is an operator that training does not know yet");
      case Contraction _, BatchNorm _ when node.in().stream().skip(1).anyMatch(batched::contains) ->
          Optional.of("takes computed weights");
      case Op _ -> Optional.empty();
    };
  }
}
