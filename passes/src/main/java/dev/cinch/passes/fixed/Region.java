// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import java.util.List;

/**
 * Who computes each node of a network whose integers run on a device. The host adapts the inputs
 * before the device starts, and does what has no integer form after it has ended.
 */
final class Region {

  /** Who computes a node. */
  enum Side {
    /** Nobody: it is known. */
    CONSTANT,
    /** The host, in floating point, before the device. */
    PREFIX,
    /** The device, in integers. */
    DEVICE,
    /** The host, in floating point, after the device. */
    SUFFIX
  }

  private final Graph graph;
  private final Side[] sides;

  Region(Graph graph) {
    this.graph = graph;
    this.sides = new Side[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      sides[node.out().id()] = side(node);
    }
  }

  private Side side(Node node) {
    List<Side> operands = node.in().stream().map(this::of).toList();
    if (operands.contains(Side.SUFFIX)) {
      return Side.SUFFIX;
    }
    boolean isKnown = !operands.isEmpty() && operands.stream().allMatch(it -> it == Side.CONSTANT);
    if (isKnown) {
      return Side.PREFIX;
    }
    boolean isBefore = !operands.contains(Side.DEVICE);
    return switch (node.op()) {
      case Constant _ -> Side.CONSTANT;
      case Input _ -> Side.PREFIX;
      case Softmax _,
          BitCast _,
          Unary _,
          Binary _,
          Select _,
          Reduce _,
          Recurrent _,
          Slice _,
          Pad _,
          Expand _ ->
          isBefore ? Side.PREFIX : Side.SUFFIX;
      case Gather _, GatherElements _, GatherNd _, ScatterElements _, ScatterNd _ ->
          isBefore ? Side.PREFIX : Side.SUFFIX;
      case Add _, Multiply _, Cast _, Reshape _, Transpose _, Concat _, BatchNorm _ ->
          isBefore ? Side.PREFIX : Side.DEVICE;
      case Contraction _, Pool _, Relu _ -> Side.DEVICE;
    };
  }

  Graph graph() {
    return graph;
  }

  Side of(Value value) {
    return sides[value.id()];
  }

  boolean isDevice(Value value) {
    return of(value) == Side.DEVICE;
  }

  /** Whether anything runs on the device. */
  boolean isEmpty() {
    return graph.nodes().stream().noneMatch(node -> isDevice(node.out()));
  }

  /** Whether the device reads a value. */
  boolean isReadByDevice(Value value) {
    return graph.uses(value).stream().anyMatch(user -> isDevice(user.out()));
  }

  /** Whether the host reads a value of the device, or the graph returns it. */
  boolean isReadByHost(Value value) {
    return graph.isOutput(value)
        || graph.uses(value).stream().anyMatch(user -> of(user.out()) == Side.SUFFIX);
  }

  /** Values that need a number format: what the device computes or is handed. */
  List<Node> formatted() {
    return graph.nodes().stream()
        .filter(node ->
            isDevice(node.out()) || (of(node.out()) == Side.PREFIX && isReadByDevice(node.out())))
        .toList();
  }

  /** Whether a node gives back some of its first operand's numbers, in the operand's format. */
  static boolean keepsFormat(Node node) {
    return switch (node.op()) {
      case MaxPool _, Reshape _, Transpose _, Cast _ -> true;
      case Op _ -> false;
    };
  }
}
