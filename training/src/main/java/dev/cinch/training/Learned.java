// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which constants learning changes: weights and biases of layers, scales and shifts of
 * normalizations, slopes of PRelu, and tables that the input chooses from, where the logits have a
 * derivative by them.
 */
final class Learned {

  private final Graph graph;
  private final Set<Value> dependent = new HashSet<>();
  private final Normalized normalized;

  private Learned(Graph graph) {
    this.graph = graph;
    this.normalized = new Normalized(graph);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Input || node.in().stream().anyMatch(dependent::contains)) {
        dependent.add(node.out());
      }
    }
  }

  /** The values that depend on an input: those that differ between examples. */
  static Set<Value> dependent(Graph graph) {
    return new Learned(graph).dependent;
  }

  /** The first output before its softmax. */
  static Value logits(Graph graph) {
    Node last = graph.node(graph.outputs().getFirst().value());
    return last.op() instanceof Softmax ? last.in().getFirst() : last.out();
  }

  /** What the logits depend on; other outputs are not computed. */
  static Set<Value> needed(Graph graph) {
    Set<Value> needed = new HashSet<>(Set.of(logits(graph)));
    for (Node node : graph.nodes().reversed()) {
      if (needed.contains(node.out())) {
        needed.addAll(node.in());
      }
    }
    return needed;
  }

  /** The constants that learning changes, of any floating-point format. */
  static Set<Value> constants(Graph graph) {
    return new Learned(graph).constants();
  }

  private Set<Value> constants() {
    Set<Value> sloped = sloped();
    Set<Value> learned = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (sloped.contains(node.out()) && dependent.contains(node.out())) {
        Stream.concat(operands(node).mapToObj(node.in()::get), normalized.parameter(node).stream())
            .forEach(value -> gather(value, learned));
      }
    }
    learned.retainAll(sloped);
    return learned;
  }

  /** The constant of an operand, also where it is moved first. */
  private void gather(Value value, Set<Value> learned) {
    Node node = graph.node(value);
    if (node.op() instanceof Constant) {
      learned.add(value);
    } else if (node.op() instanceof Move && !dependent.contains(value)) {
      gather(node.in().getFirst(), learned);
    }
  }

  /** Which operands are parameters, where they are constants. */
  private IntStream operands(Node node) {
    return switch (node.op()) {
      case Conv _ -> IntStream.range(1, node.in().size());
      case MatMul _ -> IntStream.range(0, node.in().size());
      case BatchNorm _ -> IntStream.of(1, 2);
      case Recurrence _ -> recurrent(node);
      case Binary(var function) when function == BinaryFunction.PRELU -> IntStream.of(1);
      case Gather _ when dependent.contains(node.in().get(1)) -> IntStream.of(0);
      case Source _, Pool _, Elementwise _, Reduce _, Softmax _, Move _ -> IntStream.empty();
    };
  }

  /** Peepholes that are all zero are none. */
  private IntStream recurrent(Node node) {
    boolean peeps =
        node.in().size() == 8
            && graph.node(node.in().get(7)).op() instanceof Constant(var weight)
            && isAnything(weight.decode());
    return peeps ? IntStream.of(1, 2, 3, 7) : IntStream.of(1, 2, 3);
  }

  private static boolean isAnything(Tensor numbers) {
    return LongStream.range(0, numbers.size()).anyMatch(i -> numbers.valueAt(i) != 0);
  }

  /** The floating-point values by which the logits have a derivative. */
  private Set<Value> sloped() {
    Value logits = logits(graph);
    Set<Value> sloped = new HashSet<>();
    if (graph.node(logits).type().isFloat()) {
      sloped.add(logits);
    }
    for (Node node : graph.nodes().reversed()) {
      if (sloped.contains(node.out()) && isSloped(node)) {
        node.in().stream().filter(it -> graph.node(it).type().isFloat()).forEach(sloped::add);
      }
    }
    return sloped;
  }

  private boolean isSloped(Node node) {
    return switch (node.op()) {
      case BitCast _ -> false;
      case Unary(var function, _) ->
          switch (function) {
            case CEIL, FLOOR, ROUND, SIGN, TRUNCATE -> false;
            default -> true;
          };
      case Reduce _ -> graph.node(node.in().getFirst()).type().shape().size() > 0;
      case Op _ -> node.type().shape().size() > 0;
    };
  }
}
