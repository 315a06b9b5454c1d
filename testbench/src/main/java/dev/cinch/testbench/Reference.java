// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.target.design.Design;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The Java side of a verification: the host's parts, and what the device should compute. */
final class Reference implements AutoCloseable {

  private final Design design;
  private final Executable before;
  private final Executable device;
  private final Executable after;
  private final List<Integer> givenAfter;
  private final TensorType outputType;

  Reference(Design design, Engine exact) {
    this.design = design;
    HostSplit split = HostSplit.of(design);
    this.before = exact.prepare(split.before());
    this.device = exact.prepare(split.device());
    this.after = exact.prepare(split.after());
    this.givenAfter = given(design.graph(), split.after());
    this.outputType = design.graph().node(design.output()).type();
  }

  /**
   * For each input of the last part: which input of the graph it is; -1 for the device's output.
   */
  private static List<Integer> given(Graph graph, Graph after) {
    List<String> names = graph.inputs().stream().map(Node::name).toList();
    return after.inputs().stream().map(node -> names.indexOf(node.name())).toList();
  }

  /** What the device gets for each sample. */
  List<Tensor> deviceInputs(List<List<Tensor>> samples) {
    return samples.stream().map(sample -> before.run(sample).getFirst()).toList();
  }

  /** The reference's values at each place, one tensor a sample. */
  List<List<Tensor>> values(List<Tensor> inputs, List<Tap> taps) {
    Map<String, List<Tensor>> byNode = new HashMap<>();
    taps.forEach(tap -> byNode.put(tap.value().name(), new ArrayList<>(inputs.size())));
    boolean outputOnly = taps.size() == 1 && taps.getFirst().value().equals(design.output());
    for (Tensor input : inputs) {
      if (outputOnly) {
        seen(byNode, design.output()).add(device.run(List.of(input)).getFirst());
      } else {
        device.run(
            List.of(input),
            (node, value) -> {
              List<Tensor> seen = byNode.get(node.name());
              if (seen != null) {
                seen.add(value);
              }
            });
      }
    }
    return taps.stream().map(tap -> seen(byNode, tap.value())).toList();
  }

  private static List<Tensor> seen(Map<String, List<Tensor>> byNode, Value value) {
    return Objects.requireNonNull(byNode.get(value.name()), value.name());
  }

  /** The graph's outputs for a sample, from what the device returned. */
  List<Tensor> finish(List<Tensor> inputs, Tensor results, int sample) {
    Tensor returned = Streaming.unpack(results, sample, design.out(), outputType);
    return after.run(givenAfter.stream().map(i -> i < 0 ? returned : inputs.get(i)).toList());
  }

  @Override
  public void close() {
    before.close();
    device.close();
    after.close();
  }
}
