// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.target.Figure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The activations of a graph on samples, recorded as it ran. */
public final class RecordedActivations implements Activations {

  private final Map<Value, List<BitSet>> patterns = new HashMap<>();
  private final String of;

  private RecordedActivations(String of) {
    this.of = of;
  }

  /**
   * Runs a graph and records what its contractions read.
   *
   * @param executable the graph, made ready to run
   * @param samples the graph's inputs, sample by sample
   * @param of what the samples are, for formulas, such as {@code 10 samples of mnist}
   */
  public static RecordedActivations record(
      Graph graph, Executable executable, Iterable<List<Tensor>> samples, String of) {
    RecordedActivations recorded = new RecordedActivations(of);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Contraction) {
        recorded.patterns.put(node.in().getFirst(), new ArrayList<>());
      }
    }
    for (List<Tensor> inputs : samples) {
      executable.run(inputs, recorded::see);
    }
    return recorded;
  }

  private void see(Node node, Tensor tensor) {
    List<BitSet> seen = patterns.get(node.out());
    if (seen != null) {
      BitSet pattern = new BitSet();
      for (long i = 0; i < tensor.size(); i++) {
        if (tensor.valueAt(i) != 0) {
          pattern.set((int) i);
        }
      }
      seen.add(pattern);
    }
  }

  @Override
  public List<BitSet> patterns(Node node) {
    return List.copyOf(patterns.getOrDefault(node.out(), List.of()));
  }

  @Override
  public Figure density(Node node, String id) {
    List<BitSet> seen = patterns(node);
    double share =
        seen.stream().mapToInt(BitSet::cardinality).average().orElse(0)
            / node.type().shape().size();
    return Figure.counted(
        id, "share of activations that are not zero", share, "1", "non-zero by all, " + of);
  }

  @Override
  public String origin() {
    return of;
  }
}
