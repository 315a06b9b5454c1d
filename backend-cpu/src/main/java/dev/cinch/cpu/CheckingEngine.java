// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exact engine, with every sum computed once more, apart from its kernels, and held against its
 * accumulator.
 */
final class CheckingEngine implements Engine {

  private final Engine plain;
  private final Map<String, Fixed> accumulators;
  private final Consumer<AccumulatorOverflow> found;

  CheckingEngine(
      Engine plain, Map<String, Fixed> accumulators, Consumer<AccumulatorOverflow> found) {
    this.plain = plain;
    this.accumulators = Map.copyOf(accumulators);
    this.found = found;
  }

  @Override
  public String name() {
    return plain.name();
  }

  @Override
  public Executable prepare(Graph graph) {
    accumulators.forEach((name, accumulator) -> require(graph, name, accumulator));
    return new Run(graph, plain.prepare(graph));
  }

  private static void require(Graph graph, String name, Fixed accumulator) {
    Node node =
        graph
            .find(name)
            .filter(Accumulations::has)
            .orElseThrow(() -> new IllegalArgumentException(name + " accumulates nothing"));
    Fixed own = node.type().fixed();
    if (accumulator.fraction() != own.fraction()
        || !own.holds(accumulator.min())
        || !own.holds(accumulator.max())) {
      throw new IllegalArgumentException(
          "an accumulator " + accumulator + " for " + name + ", which is " + own);
    }
  }

  private final class Run implements Executable {
    private final Graph graph;
    private final Executable executable;

    Run(Graph graph, Executable executable) {
      this.graph = graph;
      this.executable = executable;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
      return run(inputs, (_, _) -> {});
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, Observer observer) {
      @Nullable Tensor[] values = new @Nullable Tensor[graph.nodes().size()];
      return executable.run(
          inputs,
          (node, value) -> {
            if (Accumulations.has(node)) {
              check(node, node.in().stream().map(in -> known(values[in.id()])).toList(), value);
            }
            if (graph.uses(node.out()).stream().anyMatch(Accumulations::has)) {
              values[node.out().id()] = value;
            }
            observer.see(node, value);
          });
    }

    private static Tensor known(@Nullable Tensor value) {
      if (value == null) {
        throw new IllegalStateException("a node was shown before its operands");
      }
      return value;
    }

    private void check(Node node, List<Tensor> in, Tensor value) {
      Fixed accumulator = accumulators.getOrDefault(node.name(), node.type().fixed());
      Accumulations.walk(node, in, new AccumulatorCheck(node, accumulator, value, found));
    }

    @Override
    public void close() {
      executable.close();
    }
  }
}
