// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Concatenations that need no copy: each operand is the result of a convolution that nobody else
 * reads, and is written to its place in the whole.
 */
final class Joins {

  private final Graph graph;
  private final Uses uses;
  private final Function<Value, @Nullable Slot> slots;
  private final Predicate<Node> convolves;
  private final Map<Node, Optional<List<Node>>> known = new HashMap<>();

  /**
   * The concatenations of a graph.
   *
   * @param graph the graph
   * @param uses who reads its values
   * @param slots places as far as they are planned
   * @param convolves whether a node is a convolution that a kernel computes
   */
  Joins(Graph graph, Uses uses, Function<Value, @Nullable Slot> slots, Predicate<Node> convolves) {
    this.graph = graph;
    this.uses = uses;
    this.slots = slots;
    this.convolves = convolves;
  }

  /** The concatenation in whose place a value goes. */
  Optional<Node> of(Node last) {
    return uses.only(last.out())
        .filter(reader -> reader.op() instanceof Concat && convolutions(reader).isPresent());
  }

  /** Index of an operand's first row in the whole. */
  int firstRow(Node join, Node operand) {
    long first = 0;
    for (Value value : join.in()) {
      if (value.equals(operand.out())) {
        break;
      }
      Shape shape = graph.node(value).type().shape();
      first += shape.size(0, shape.rank() - 1);
    }
    return Math.toIntExact(first);
  }

  /** Distance of the rows that suits most of the convolutions that are known to suit any. */
  int pitch(Node join) {
    int pitch = Math.toIntExact(join.type().shape().dim(-1));
    if (!Kernels.takePitch(uses, join.out())) {
      return pitch;
    }
    for (Node node : convolutions(join).orElse(List.of())) {
      Slot input = slots.apply(node.in().getFirst());
      if (input != null && node.op() instanceof Conv conv) {
        pitch = Math.max(pitch, FloatConvolution.pitch(conv, input, node.type().shape()));
      }
    }
    return pitch;
  }

  /**
   * The convolutions of the operands, where all are such and the operands lie one after another.
   */
  private Optional<List<Node>> convolutions(Node join) {
    return known.computeIfAbsent(join, this::find);
  }

  private Optional<List<Node>> find(Node join) {
    Shape shape = join.type().shape();
    boolean whole =
        join.op() instanceof Concat(int axis)
            && axis < shape.rank() - 1
            && shape.size(0, axis) == 1
            && join.type().number() == FloatType.F32;
    List<Node> found =
        join.in().stream().map(this::convolution).flatMap(Optional::stream).distinct().toList();
    return whole && found.size() == join.in().size() ? Optional.of(found) : Optional.empty();
  }

  /** The convolution whose kernel computes a value that only one node reads. */
  private Optional<Node> convolution(Value value) {
    Node node = graph.node(value);
    while (!(node.op() instanceof Conv) && !node.in().isEmpty()) {
      node = graph.node(node.in().getFirst());
    }
    boolean ends =
        uses.only(value).isPresent()
            && convolves.test(node)
            && Fusion.of(graph, uses, node).last().out().equals(value);
    return ends ? Optional.of(node) : Optional.empty();
  }
}
