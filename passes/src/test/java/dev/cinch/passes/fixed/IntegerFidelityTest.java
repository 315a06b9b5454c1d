// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Pipelines;
import dev.cinch.passes.RandomGraphs;
import dev.cinch.passes.Trace;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random networks become integers that are near the floats, the nearer the more bits there are. */
class IntegerFidelityTest {

  private static final int GRAPHS = 120;

  @Test
  void integersAreNearTheFloatsTheyStandFor() {
    double eight = 0;
    double sixteen = 0;
    int compared = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph graph = Pipelines.SIMPLIFY.run(RandomGraphs.of(seed), Trace.NONE);
      List<List<Tensor>> samples = samples(graph);
      var coarse = Networks.choose(graph, Networks.EIGHT, samples);
      var fine = Networks.choose(graph, Networks.SIXTEEN, samples);
      if (coarse instanceof Result.Ok<ChooseFormats.Chosen>(var few, _)
          && fine instanceof Result.Ok<ChooseFormats.Chosen>(var many, _)) {
        requireIntegersOnTheDevice(many.graph());
        assertThat(many.formats()).allMatch(format -> format.overflows() == 0);
        compared++;
        eight += error(graph, few.graph(), samples);
        double error = error(graph, many.graph(), samples);
        assertThat(error).as("seed %d", seed).isLessThan(0.01);
        sixteen += error;
      } else {
        assertThat(ChooseFormats.check(graph))
            .as("only networks without a device are refused: seed %d", seed)
            .extracting(Diagnostic::code)
            .containsExactly("fixed.empty");
      }
    }
    assertThat(compared).isGreaterThan(GRAPHS * 9 / 10);
    assertThat(eight / compared).isLessThan(0.05);
    assertThat(sixteen / compared).isLessThan(eight / compared / 50);
  }

  private static List<List<Tensor>> samples(Graph graph) {
    return LongStream.range(0, 4).mapToObj(i -> RandomGraphs.inputs(graph, i)).toList();
  }

  /** Once a value is an integer, only the cast at the end makes it a float again. */
  private static void requireIntegersOnTheDevice(Graph graph) {
    for (Node node : graph.nodes()) {
      boolean readsIntegers =
          node.in().stream().anyMatch(operand -> graph.node(operand).type().isFixed());
      if (readsIntegers && node.type().isFloat()) {
        assertThat(node.op()).isInstanceOf(Cast.class);
        assertThat(graph.uses(node.out())).isEmpty();
      }
    }
  }

  /** The largest difference, as a share of the largest number of the output. */
  private static double error(Graph floats, Graph integers, List<List<Tensor>> samples) {
    double difference = 0;
    double largest = 1e-9;
    for (List<Tensor> sample : samples) {
      List<Tensor> wanted = Networks.run(floats, sample);
      List<Tensor> made = Networks.run(integers, sample);
      for (int o = 0; o < wanted.size(); o++) {
        for (long i = 0; i < wanted.get(o).size(); i++) {
          double x = wanted.get(o).valueAt(i);
          largest = Math.max(largest, Math.abs(x));
          difference = Math.max(difference, Math.abs(x - made.get(o).valueAt(i)));
        }
      }
    }
    return difference / largest;
  }
}
