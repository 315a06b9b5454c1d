// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Compares every value that an engine computes with the interpreter's, over repeated runs. */
final class Agreement {

  private static final int RUNS = 2;

  private Agreement() {}

  /**
   * The engine gives the interpreter's values, floats within a share of the largest of a tensor.
   * Where it may differ, each node is compared for the operands that the engine has computed, so
   * that a network does not amplify differences.
   */
  static void check(Engine engine, Graph graph, long seed, double tolerance) {
    Random random = new Random(seed);
    RandomTensors tensors = new RandomTensors(random);
    try (Executable mine = engine.prepare(graph);
        Executable theirs = new Interpreter().prepare(graph)) {
      for (int run = 0; run < RUNS; run++) {
        List<Tensor> inputs =
            graph.inputs().stream().map(node -> tensors.tensor(node.type(), 0.8)).toList();
        List<Tensor> expected = new ArrayList<>();
        List<Tensor> plain = theirs.run(inputs, (_, value) -> expected.add(value));
        List<Tensor> seen = new ArrayList<>();
        List<Tensor> observed =
            mine.run(
                inputs,
                (node, value) -> {
                  boolean given = node.in().isEmpty() || tolerance == 0;
                  Tensor right = given ? expected.get(seen.size()) : evaluated(node, seen);
                  same(right, value, tolerance, engine, node, graph, seed);
                  seen.add(value);
                });
        assertThat(seen).hasSameSizeAs(graph.nodes());
        List<Tensor> unobserved = mine.run(inputs);
        assertThat(unobserved).as("with and without observer").isEqualTo(observed);
        assertThat(observed).hasSameSizeAs(plain);
      }
    }
  }

  private static Tensor evaluated(Node node, List<Tensor> values) {
    List<Tensor> operands = node.in().stream().map(value -> values.get(value.id())).toList();
    return node.op().eval(operands, node.type());
  }

  private static void same(
      Tensor expected,
      Tensor actual,
      double tolerance,
      Engine engine,
      Node node,
      Graph graph,
      long seed) {
    assertThat(actual.type()).isEqualTo(expected.type());
    double largest = 1;
    for (long i = 0; expected.type().isFloat() && i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.valueAt(i)));
    }
    for (long i = 0; i < expected.size(); i++) {
      boolean equal =
          expected.type().isFloat()
              ? Math.abs(actual.valueAt(i) - expected.valueAt(i)) <= tolerance * largest
              : actual.rawAt(i) == expected.rawAt(i);
      if (!equal) {
        throw new AssertionError(
            engine.name()
                + (" differs at " + node.name() + "[" + i + "], seed " + seed + ": ")
                + (expected.valueAt(i) + " became " + actual.valueAt(i) + "\n")
                + GraphPrinter.print(graph, Constants.REFERENCE));
      }
    }
  }
}
