// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Recognizes the sparsity and the shared values that are already there, and gives each constant the
 * form whose stream is shortest; of equals the simplest. Every number keeps every bit.
 */
public final class EncodeWeights {

  private EncodeWeights() {}

  /**
   * A graph whose constants have their form.
   *
   * @param graph the same numbers in other forms
   * @param constants what each became, in the order of the graph
   */
  public record Encoded(Graph graph, List<EncodedConstant> constants) {
    public Encoded {
      constants = List.copyOf(constants);
    }
  }

  /** Encodes every constant of a graph, several at once. */
  public static Encoded run(Graph graph) {
    List<Node> nodes = graph.constants();
    Weight[] smallest = smallest(nodes);
    Map<Value, Weight> weights = new LinkedHashMap<>();
    List<EncodedConstant> constants = new ArrayList<>();
    for (int i = 0; i < smallest.length; i++) {
      Node node = nodes.get(i);
      weights.put(node.out(), smallest[i]);
      constants.add(EncodedConstant.of(node.name(), smallest[i]));
    }
    return new Encoded(ReplaceConstants.run(graph, weights), constants);
  }

  /**
   * The smallest form of each constant; whichever core is free takes the next, large ones first.
   */
  private static Weight[] smallest(List<Node> nodes) {
    int[] order =
        IntStream.range(0, nodes.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> -nodes.get(i).type().shape().size()))
            .mapToInt(Integer::intValue)
            .toArray();
    Weight[] smallest = new Weight[order.length];
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(_ -> {
          for (int k = next.getAndIncrement(); k < order.length; k = next.getAndIncrement()) {
            if (nodes.get(order[k]).op() instanceof Constant(var weight)) {
              smallest[order[k]] = SmallestForm.of(weight.decode());
            }
          }
        });
    return smallest;
  }
}
