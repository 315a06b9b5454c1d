// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph with a place for each value and a step for each computation. */
final class Program implements Executable {

  private final Graph graph;
  private final List<Slot> slots;
  private final @Nullable Step[] steps;
  private final Setup setup;

  /**
   * A program.
   *
   * @param graph what it computes
   * @param slots one for each node
   * @param steps one for each node; null for sources, and for what an earlier step computes too
   * @param setup what the steps have in common
   */
  Program(Graph graph, List<Slot> slots, @Nullable Step[] steps, Setup setup) {
    this.graph = graph;
    this.slots = slots;
    this.steps = steps;
    this.setup = setup;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    return execute(inputs, null);
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, Observer observer) {
    return execute(inputs, observer);
  }

  /**
   * Measures the steps.
   *
   * @param inputs what they are run on
   * @param runs how often, and as often before to warm up
   */
  List<StepTime> profile(List<Tensor> inputs, int runs) {
    for (int i = 0; i < runs; i++) {
      run(inputs);
    }
    long[] spent = new long[steps.length];
    for (int i = 0; i < runs; i++) {
      for (int id = 0; id < steps.length; id++) {
        Step step = steps[id];
        if (step != null) {
          long start = System.nanoTime();
          step.run(setup.team());
          spent[id] += System.nanoTime() - start;
        }
      }
    }
    return graph.nodes().stream()
        .filter(node -> steps[node.out().id()] != null)
        .map(node -> {
          int id = node.out().id();
          return new StepTime(slots.get(id).node(), spent[id] / 1e3 / runs);
        })
        .toList();
  }

  private List<Tensor> execute(List<Tensor> inputs, @Nullable Observer observer) {
    Interpreter.requireInputs(graph, inputs);
    List<Node> sources = graph.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      slots.get(sources.get(i).out().id()).buffer().load(inputs.get(i));
    }
    int nextInput = 0;
    for (Node node : graph.nodes()) {
      int id = node.out().id();
      Step step = steps[id];
      if (step != null) {
        step.run(setup.team());
      }
      if (observer != null) {
        boolean given = node.op() instanceof Input;
        observer.see(node, given ? inputs.get(nextInput++) : slots.get(id).tensor());
      }
    }
    List<Tensor> results = new ArrayList<>(graph.outputs().size());
    for (Graph.Output output : graph.outputs()) {
      results.add(result(graph.node(output.value()), inputs));
    }
    return results;
  }

  private Tensor result(Node node, List<Tensor> inputs) {
    return switch (node.op()) {
      case Input _ -> inputs.get(graph.inputs().indexOf(node));
      case Constant _ -> slots.get(node.out().id()).tensor();
      case Op _ -> slots.get(node.out().id()).tensor();
    };
  }

  /** Bytes of all buffers that were planned, and of the room that steps share. */
  long plannedBytes() {
    Set<Buffer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    long bytes = setup.scratch().size() * Float.BYTES;
    for (Slot slot : slots) {
      if (slot.weight() == null && seen.add(slot.buffer())) {
        bytes += slot.buffer().bytes();
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    setup.team().close();
  }
}
