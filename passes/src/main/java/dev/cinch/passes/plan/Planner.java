// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.plan;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Cast;
import dev.cinch.target.Device;
import dev.cinch.target.design.Design;
import java.util.List;

/**
 * Plans the dataflow shape: the chain of stages between the cast from floats and the cast back,
 * each engine as parallel as the device's budget allows. Everything that has no stage is reported,
 * with the layer's name.
 */
public final class Planner {

  private Planner() {}

  /** A design for a graph on a device, or all that stands against it. */
  public static Result<Design> plan(Graph graph, Device device) {
    List<Node> entries = graph.nodes().stream().filter(node -> isEntry(graph, node)).toList();
    if (entries.isEmpty()) {
      return Result.failed(
          Diagnostic.error(
              "plan.float",
              Origin.named(graph.name()),
              "the model computes in floating point, and hardware computes in integers",
              "choose number formats first: cinch compress MODEL --recipe fixed"));
    }
    if (entries.size() > 1) {
      return Result.failed(
          Diagnostic.error(
              "plan.inputs",
              entries.get(1).origin().withName(entries.get(1).name()),
              "the model has " + entries.size() + " inputs that reach the device; a design has one",
              "join them before the first layer"));
    }
    Value input = entries.get(0).out();
    return Chain.read(graph, input)
        .map(stages -> new Design(graph, device, input, Parallelism.choose(stages, device)));
  }

  /** A cast from floats to fixed point. */
  private static boolean isEntry(Graph graph, Node node) {
    return node.op() instanceof Cast
        && node.type().isFixed()
        && graph.node(node.in().get(0)).type().isFloat();
  }
}
