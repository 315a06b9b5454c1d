// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On random networks every rule gives what it promises, and simplifying once is enough. */
class FidelityTest {

  private static final int GRAPHS = 70;
  private static final int FEWEST_FIRINGS = 3;

  static Stream<Rule> rules() {
    return Pipelines.SIMPLIFY.rules().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleKeepsItsPromise(Rule rule) {
    int fired = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph before = RandomGraphs.of(seed);
      Graph after = Sweep.of(rule).run(before, Trace.NONE);
      if (!text(before).equals(text(after))) {
        fired++;
        compare(before, after, rule.fidelity(), seed);
      }
    }
    assertThat(fired).isGreaterThanOrEqualTo(FEWEST_FIRINGS);
  }

  @Test
  void simplifyingTwiceIsSimplifyingOnce() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph before = RandomGraphs.of(seed);
      Graph once = Pipelines.SIMPLIFY.run(before, Trace.NONE);
      compare(before, once, Fidelity.ROUNDING, seed);
      assertThat(text(Pipelines.SIMPLIFY.run(once, Trace.NONE))).isEqualTo(text(once));
    }
  }

  private static String text(Graph graph) {
    return GraphPrinter.print(graph, Constants.INLINE);
  }

  private static void compare(Graph before, Graph after, Fidelity fidelity, long seed) {
    List<Tensor> inputs = RandomGraphs.inputs(before, seed);
    List<Tensor> expected = run(before, inputs);
    List<Tensor> actual = run(after, inputs);
    for (int o = 0; o < expected.size(); o++) {
      Tensor wanted = expected.get(o);
      double largest = 0;
      for (long i = 0; i < wanted.size(); i++) {
        largest = Math.max(largest, Math.abs(wanted.valueAt(i)));
      }
      double tolerance =
          switch (fidelity) {
            case EXACT -> 0;
            case ROUNDING -> 1e-4 * largest + 1e-5;
            case LOSSY -> Double.POSITIVE_INFINITY;
          };
      for (long i = 0; i < wanted.size(); i++) {
        assertThat(actual.get(o).valueAt(i))
            .as(() -> "seed " + seed + ": " + text(before))
            .isCloseTo(wanted.valueAt(i), within(tolerance));
      }
    }
  }

  private static List<Tensor> run(Graph graph, List<Tensor> inputs) {
    try (Executable executable = new Interpreter().prepare(graph)) {
      return executable.run(inputs);
    }
  }
}
