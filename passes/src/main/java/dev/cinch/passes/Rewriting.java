// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Rule} may see and do while a graph is copied forward: add nodes to the new graph,
 * and look at the operands, which already belong to it.
 */
public final class Rewriting {

  private final GraphBuilder out;
  private final Value[] copies;
  private final List<Integer> readers = new ArrayList<>();

  Rewriting(Graph old) {
    this.out = new GraphBuilder(old.name());
    this.copies = new Value[old.nodes().size()];
  }

  /** Says which new value stands for an old one, and how many old nodes will still read it. */
  void map(Value old, Value copy, int uses) {
    copies[old.id()] = copy;
    count(copy, uses);
  }

  /** The new value that stands for an old one. */
  Value copyOf(Value old) {
    return copies[old.id()];
  }

  /** An old node has been dealt with and reads its operands no more. */
  void release(List<Value> operands) {
    operands.forEach(operand -> count(operand, -1));
  }

  GraphBuilder builder() {
    return out;
  }

  /**
   * Adds a node to the new graph.
   *
   * @throws dev.cinch.ir.op.TypeException when the operands do not fit
   */
  public Value add(Op op, List<Value> in, Origin origin) {
    Value value = out.add(op, in, origin);
    in.forEach(operand -> count(operand, 1));
    return value;
  }

  /** Adds a constant that takes the place of another one, whose name it keeps. */
  public Value constant(Weight weight, Origin origin) {
    return add(new Constant(weight), List.of(), origin);
  }

  private void count(Value value, int change) {
    while (readers.size() <= value.id()) {
      readers.add(0);
    }
    readers.set(value.id(), readers.get(value.id()) + change);
  }

  /** The node of a value of the new graph. */
  public Node node(Value value) {
    return out.node(value);
  }

  /** The type of a value of the new graph. */
  public TensorType type(Value value) {
    return out.type(value);
  }

  /** The numbers of a value of the new graph, when it is a constant. */
  public Optional<Weight> weight(Value value) {
    return out.node(value).op() instanceof Constant(var weight)
        ? Optional.of(weight)
        : Optional.empty();
  }

  /**
   * How many nodes read a value of the new graph: those that are there, those that are still to be
   * copied (the node at hand is one of them), and the graph itself where it returns the value. What
   * nothing needs any more counts until the next sweep, so that the number may be too large, never
   * too small.
   */
  public int uses(Value value) {
    return value.id() < readers.size() ? readers.get(value.id()) : 0;
  }
}
