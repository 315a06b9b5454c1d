// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Assigns a buffer to each value, once: a buffer whose value is dead serves a later value of the
 * same carrier. Reshapes share their operand's buffer, and so do contractions and what is fused
 * with them.
 */
final class Plan {

  /** Numbers of a value that is computed beforehand whatever it comes from. */
  private static final long SMALL = 1 << 16;

  private final Graph graph;
  private final Setup setup;
  private final Uses uses;
  private final Chains chains;
  private final boolean fused;
  private final @Nullable Slot[] slots;
  private final int[] owners;
  private final int[] lastUses;
  private final List<Buffer> free = new ArrayList<>();
  private final Joins joins;

  /**
   * A plan.
   *
   * @param graph what is to be computed
   * @param setup what the steps have in common
   * @param fused whether values may be left out that only the next node reads
   */
  Plan(Graph graph, Setup setup, boolean fused) {
    this.graph = graph;
    this.setup = setup;
    this.uses = new Uses(graph);
    this.fused = fused && setup.sums() == Sums.SINGLE;
    this.chains = new Chains(graph, uses, setup, this.fused);
    int size = graph.nodes().size();
    this.slots = new @Nullable Slot[size];
    this.owners = new int[size];
    this.lastUses = new int[size];
    this.joins = new Joins(graph, uses, value -> slots[value.id()], this::convolves);
  }

  /** The planned program. */
  Program program() {
    for (Node node : graph.constants()) {
      if (node.op() instanceof Constant(var weight)) {
        slots[node.out().id()] = Slot.constant(node, weight);
      }
    }
    ImageRuns runs =
        new ImageRuns(graph, this::isByImage, node -> Fusion.of(graph, uses, node).last());
    live(runs);
    for (Node input : graph.inputs()) {
      slots[input.out().id()] = Slot.computed(input, buffer(input, Slot.sizeOf(input)));
    }
    @Nullable Step[] steps = new @Nullable Step[slots.length];
    for (Node node : graph.nodes()) {
      int id = node.out().id();
      switch (node.op()) {
        case Input _ -> {}
        case Op _ when slots[id] != null -> {}
        case Op _ when isConstant(node) -> slots[id] = folded(node);
        case Reshape _ -> slots[id] = Slot.computed(node, slot(node.in().get(0)).buffer());
        case Op _ when !chains.last(node).equals(node) -> {}
        case Op _ when chains.takes(node) -> {
          Slot out = Slot.computed(node, buffer(node, Slot.sizeOf(node)));
          steps[id] = chains.step(node, slots, out);
          chains.fill(node, slots, out);
        }
        case Op op -> {
          List<Slot> in = node.in().stream().map(this::slot).toList();
          Fusion fusion =
              Kernels.fuses(op, in) && fused ? Fusion.of(graph, uses, node) : Fusion.none(node);
          Slot out = place(node, fusion.last(), in);
          fill(node, fusion.last(), out);
          steps[id] = Kernels.step(op, in, out, fusion.clamp(), setup);
        }
      }
      release(node);
    }
    runs.join(steps, setup.team().size());
    setup.scratch().allocate();
    return new Program(
        graph, Arrays.stream(slots).map(Objects::requireNonNull).toList(), steps, setup);
  }

  /** Whether a node's value is known beforehand, and no larger than what it comes from. */
  private boolean isConstant(Node node) {
    long largest = SMALL;
    for (Value operand : node.in()) {
      Slot slot = slots[operand.id()];
      if (slot == null || slot.weight() == null) {
        return false;
      }
      largest = Math.max(largest, slot.size());
    }
    return !node.in().isEmpty() && node.type().shape().size() <= largest;
  }

  private Slot folded(Node node) {
    return Slot.constant(node, Folding.of(node, node.in().stream().map(this::slot).toList()));
  }

  /** The place of what a node, with all that is fused with it, computes. */
  private Slot place(Node node, Node last, List<Slot> in) {
    if (turns(node) && isReadTurned(last.out())) {
      int length = Math.toIntExact(last.type().shape().dim(-1));
      int rows = Slot.sizeOf(last) / length;
      return Slot.turned(last, buffer(last, FloatSparseProduct.turnedSize(rows, length)));
    }
    if (fused
        && node.type().number() == FloatType.F32
        && node.op() instanceof Conv conv
        && convolves(node)) {
      Optional<Node> join = joins.of(last);
      if (join.isPresent()) {
        return Slot.part(last, whole(join.get(), last), joins.firstRow(join.get(), last));
      }
      if (Kernels.takePitch(uses, last.out())) {
        int pitch = FloatConvolution.pitch(conv, in.get(0), node.type().shape());
        return Slot.pitched(last, pitch, buffer(last, Slot.sizeOf(last, pitch)));
      }
    }
    return Slot.computed(last, buffer(last, Slot.sizeOf(last)));
  }

  /** Whether a node is computed image by image, for several images. */
  private boolean isByImage(Node node) {
    Shape shape = node.type().shape();
    if (!fused
        || node.type().number() != FloatType.F32
        || shape.rank() < 3
        || shape.dim(0) < 2
        || shape.size() == 0) {
      return false;
    }
    return switch (node.op()) {
      case Conv _ -> convolves(node);
      case MaxPool(var window) -> Pools.isFlat(window);
      case AveragePool pool -> Pools.isFlat(pool.window());
      default -> false;
    };
  }

  /** Whether all that read a value take it turned over. */
  private boolean isReadTurned(Value value) {
    return !uses.isReturned(value)
        && uses.of(value).stream()
            .allMatch(reader -> reader.in().getFirst().equals(value) && turns(reader));
  }

  /** Whether a node is a product that turns its left operand over, or takes it so. */
  private boolean turns(Node node) {
    if (!fused || !(node.op() instanceof MatMul) || node.type().number() != FloatType.F32) {
      return false;
    }
    Shape shape = node.type().shape();
    return shape.size() > 0
        && constants(node)
            .filter(them -> Contractions.turns(them, shape.size(0, shape.rank() - 1)))
            .isPresent();
  }

  /** Whether a node is a convolution with numbers that a kernel computes. */
  private boolean convolves(Node node) {
    return node.op() instanceof Conv conv
        && node.type().shape().size() > 0
        && constants(node).filter(them -> Contractions.takes(conv, them)).isPresent();
  }

  /** Places of the operands behind the first, where all are constants. */
  private Optional<List<Slot>> constants(Node node) {
    List<Slot> known =
        node.in().stream()
            .skip(1)
            .map(value -> slots[value.id()])
            .filter(slot -> slot != null && slot.weight() != null)
            .toList();
    return known.size() == node.in().size() - 1 ? Optional.of(known) : Optional.empty();
  }

  /** The place of a concatenation, which keeps it as long as it is needed. */
  private Slot whole(Node join, Node part) {
    int id = join.out().id();
    owners[part.out().id()] = id;
    Slot known = slots[id];
    if (known == null) {
      int pitch = joins.pitch(join);
      known = Slot.pitched(join, pitch, buffer(join, Slot.sizeOf(join, pitch)));
      slots[id] = known;
    }
    return known;
  }

  /** Gives one place to a node and to all that is fused with it. */
  private void fill(Node first, Node last, Slot out) {
    Node node = first;
    slots[node.out().id()] = out;
    while (!node.equals(last)) {
      node = uses.only(node.out()).orElseThrow();
      slots[node.out().id()] = out;
    }
  }

  /** Finds who owns the buffer of each value, and the last node that reads it. */
  private void live(ImageRuns runs) {
    for (Node node : graph.nodes()) {
      int id = node.out().id();
      owners[id] = node.op() instanceof Reshape ? owners[node.in().get(0).id()] : id;
      int reader = runs.end(chains.last(node).out().id());
      for (Value operand : node.in()) {
        int owner = owners[operand.id()];
        lastUses[owner] = Math.max(lastUses[owner], reader);
      }
    }
    for (Graph.Output output : graph.outputs()) {
      lastUses[owners[output.value().id()]] = Integer.MAX_VALUE;
    }
  }

  private Slot slot(Value value) {
    return Objects.requireNonNull(slots[value.id()]);
  }

  private Buffer buffer(Node node, int size) {
    Buffer.Carrier carrier = Buffer.Carrier.of(node.type().number());
    Optional<Buffer> reused =
        free.stream()
            .filter(buffer -> buffer.carrier() == carrier && buffer.capacity() >= size)
            .min(Comparator.comparingInt(Buffer::capacity));
    reused.ifPresent(free::remove);
    return reused.orElseGet(() -> carrier.allocate(size));
  }

  private void release(Node node) {
    for (int owner = 0; owner < node.out().id(); owner++) {
      Slot slot = slots[owner];
      boolean own = owners[owner] == owner;
      if (own
          && lastUses[owner] == node.out().id()
          && slot != null
          && slot.weight() == null
          && slot.node().out().id() == owner) {
        free.add(slot.buffer());
      }
    }
  }
}
