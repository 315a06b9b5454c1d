// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Block;
import dev.cinch.cpu.kernel.Functions;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which element-wise nodes are computed together: a node with the one that reads it, where that is
 * the only one and is element-wise and of the same shape. Numbers are of single precision or truth
 * values.
 */
final class Chains {

  private final Graph graph;
  private final Uses uses;
  private final Setup setup;
  private final boolean fused;

  /**
   * The chains of a graph.
   *
   * @param graph what is computed
   * @param uses who reads its values
   * @param setup what the steps have in common
   * @param fused whether there are chains of several nodes
   */
  Chains(Graph graph, Uses uses, Setup setup, boolean fused) {
    this.graph = graph;
    this.uses = uses;
    this.setup = setup;
    this.fused = fused;
  }

  /** Whether there is a function of blocks for a node. */
  boolean takes(Node node) {
    return isCarried(node.type().number())
        && node.in().stream().allMatch(operand -> isCarried(graph.node(operand).type().number()))
        && function(node).isPresent();
  }

  /** The last node of the chain of a node that is taken; any other node itself. */
  Node last(Node node) {
    Node last = node;
    Optional<Node> next = reader(node);
    while (next.isPresent()) {
      last = next.get();
      next = reader(last);
    }
    return last;
  }

  /** The node with which a node is computed, if not by itself. */
  private Optional<Node> reader(Node node) {
    return fused && takes(node)
        ? uses.only(node.out())
            .filter(reader -> reader.type().shape().equals(node.type().shape()) && takes(reader))
        : Optional.empty();
  }

  /**
   * The step of a chain.
   *
   * @param last the last node
   * @param slots places of values; null for those that are computed in the chain
   * @param out place of the result
   */
  Step step(Node last, @Nullable Slot[] slots, Slot out) {
    Writer writer = new Writer(slots);
    writer.write(last, true);
    return new Elements(writer.stages, writer.registers, out, setup);
  }

  /** Gives a place to all that is computed in a chain. */
  void fill(Node last, @Nullable Slot[] slots, Slot out) {
    slots[last.out().id()] = out;
    for (Value operand : last.in()) {
      if (slots[operand.id()] == null) {
        fill(graph.node(operand), slots, out);
      }
    }
  }

  /** Writes down the operators of a chain, those that are read before their readers. */
  private final class Writer {

    private final @Nullable Slot[] slots;
    private final List<Elements.Stage> stages = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private int registers;

    Writer(@Nullable Slot[] slots) {
      this.slots = slots;
    }

    /** Writes a node; the register of its results, which is -1 for those of the chain. */
    private int write(Node node, boolean result) {
      Elements.@Nullable Operand[] operands = new Elements.@Nullable Operand[node.in().size()];
      BitSet used = new BitSet();
      for (int i = 0; i < operands.length; i++) {
        Value operand = node.in().get(i);
        if (slots[operand.id()] == null) {
          int register = write(graph.node(operand), false);
          used.set(register);
          operands[i] = new Elements.Kept(register);
        }
      }
      for (int i = 0; i < operands.length; i++) {
        Slot slot = slots[node.in().get(i).id()];
        if (slot != null) {
          operands[i] = read(slot, node, used);
        }
      }
      int to = result ? -1 : take();
      List<Elements.Operand> in = Arrays.stream(operands).map(Objects::requireNonNull).toList();
      stages.add(new Elements.Stage(function(node).orElseThrow(), in, to));
      taken.andNot(used);
      return to;
    }

    private Elements.Operand read(Slot slot, Node node, BitSet used) {
      if (node.type().shape().size() == 0) {
        return new Elements.Repeated(new float[Block.SIZE]);
      }
      Spread spread = Spread.of(slot.type().shape(), node.type().shape());
      if (spread.isOne() && slot.weight() != null) {
        float[] block = new float[Block.SIZE];
        Arrays.fill(block, (float) number(slot));
        return new Elements.Repeated(block);
      }
      if (spread.isWhole() && slot.buffer() instanceof Floats floats) {
        return new Elements.Whole(floats.at);
      }
      int register = take();
      used.set(register);
      return new Elements.Copied(slot.buffer(), spread, register);
    }

    private int take() {
      int register = taken.nextClearBit(0);
      taken.set(register);
      registers = Math.max(registers, register + 1);
      return register;
    }
  }

  private static double number(Slot slot) {
    return slot.type().isFloat() ? slot.tensor().valueAt(0) : slot.tensor().rawAt(0);
  }

  /** What becomes of each number, where a kernel gives what the setup asks for. */
  private Optional<Block.Function> function(Node node) {
    boolean real = node.type().number() == FloatType.F32;
    boolean single = setup.sums() == Sums.SINGLE;
    return switch (node.op()) {
      case Relu _ when real -> Optional.of(Functions.rectifier());
      case Add _ when real -> Optional.of(Functions.sum());
      case Multiply _ when real -> Optional.of(Functions.product());
      case Select _ -> Optional.of(Functions.choice());
      case Unary unary
          when isOfReals(node)
              ? single || Functions.isExact(unary.function())
              : unary.function() == UnaryFunction.NOT ->
          Functions.of(unary);
      case Binary(var function) when function == BinaryFunction.POW && isSquare(node) ->
          Optional.of(Functions.square());
      case Binary binary
          when isOfReals(node)
              ? single || Functions.isExact(binary.function())
              : isOfTruths(binary.function()) ->
          Functions.of(binary);
      case Op _ -> Optional.empty();
    };
  }

  private boolean isOfReals(Node node) {
    return graph.node(node.in().get(0)).type().isFloat();
  }

  private static boolean isOfTruths(BinaryFunction function) {
    return switch (function) {
      case AND, OR, XOR, EQUAL -> true;
      default -> false;
    };
  }

  /** Whether a power is the product of a number with itself. */
  private boolean isSquare(Node node) {
    return graph.node(node.in().get(1)).op() instanceof Constant(var weight)
        && weight.type().shape().size() == 1
        && node.type().shape().equals(graph.node(node.in().get(0)).type().shape())
        && weight.decode().valueAt(0) == 2;
  }

  private static boolean isCarried(NumberType number) {
    return number == FloatType.F32 || number.equals(Fixed.BOOL);
  }
}
