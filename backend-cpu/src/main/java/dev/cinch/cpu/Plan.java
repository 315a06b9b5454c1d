// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Assigns a buffer to each value, once: a buffer whose value is dead serves a later value of the
 * same carrier. Reshapes share their operand's buffer.
 */
final class Plan {

  private final Graph graph;
  private final Sums sums;
  private final @Nullable Slot[] slots;
  private final int[] owners;
  private final int[] lastUses;
  private final List<Buffer> free = new ArrayList<>();

  Plan(Graph graph, Sums sums) {
    this.graph = graph;
    this.sums = sums;
    int size = graph.nodes().size();
    this.slots = new @Nullable Slot[size];
    this.owners = new int[size];
    this.lastUses = new int[size];
  }

  /** The planned program. */
  Program program() {
    live();
    for (Node input : graph.inputs()) {
      slots[input.out().id()] = Slot.computed(input, buffer(input));
    }
    @Nullable Step[] steps = new @Nullable Step[slots.length];
    for (Node node : graph.nodes()) {
      int id = node.out().id();
      switch (node.op()) {
        case Input _ -> {}
        case Constant(var weight) -> slots[id] = Slot.constant(node, weight);
        case Reshape _ -> slots[id] = Slot.computed(node, slot(node.in().get(0)).buffer());
        case Op op -> {
          Slot out = Slot.computed(node, buffer(node));
          slots[id] = out;
          steps[id] = Kernels.step(op, node.in().stream().map(this::slot).toList(), out, sums);
        }
      }
      release(node);
    }
    return new Program(graph, Arrays.stream(slots).map(Objects::requireNonNull).toList(), steps);
  }

  /** Finds who owns the buffer of each value, and the last node that reads it. */
  private void live() {
    for (Node node : graph.nodes()) {
      int id = node.out().id();
      owners[id] = node.op() instanceof Reshape ? owners[node.in().get(0).id()] : id;
      for (Value operand : node.in()) {
        lastUses[owners[operand.id()]] = id;
      }
    }
    for (Graph.Output output : graph.outputs()) {
      lastUses[owners[output.value().id()]] = Integer.MAX_VALUE;
    }
  }

  private Slot slot(Value value) {
    return Objects.requireNonNull(slots[value.id()]);
  }

  private Buffer buffer(Node node) {
    int size = Slot.sizeOf(node);
    Buffer.Carrier carrier = Buffer.Carrier.of(node.type().number());
    Optional<Buffer> reused =
        free.stream()
            .filter(buffer -> buffer.carrier() == carrier && buffer.capacity() >= size)
            .min(Comparator.comparingInt(Buffer::capacity));
    reused.ifPresent(free::remove);
    return reused.orElseGet(() -> carrier.allocate(size));
  }

  private void release(Node node) {
    for (int owner : node.in().stream().mapToInt(v -> owners[v.id()]).distinct().toArray()) {
      Slot slot = Objects.requireNonNull(slots[owner]);
      if (lastUses[owner] == node.out().id() && slot.weight() == null) {
        free.add(slot.buffer());
      }
    }
  }
}
