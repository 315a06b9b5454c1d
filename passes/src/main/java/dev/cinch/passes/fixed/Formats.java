// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.SumPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The format of each value that passes between layers. What only a pooling or a move reads is cast
 * once, to the format of what comes out at the end of such a chain: casting and taking the greatest
 * number commute, and what the pooling drops need not fit. A format is unsigned where a ReLU proves
 * it or where an input was never negative.
 */
final class Formats {

  private final Region region;
  private final Graph graph;
  private final Map<Value, Histogram> histograms;
  private final FormatSettings settings;
  private final Map<Value, Fixed> chosen = new HashMap<>();
  private final boolean[] neverNegative;

  Formats(Region region, Map<Value, Histogram> histograms, FormatSettings settings) {
    this.region = region;
    this.graph = region.graph();
    this.histograms = histograms;
    this.settings = settings;
    this.neverNegative = new boolean[graph.nodes().size()];
    for (Node node : region.formatted()) {
      neverNegative[node.out().id()] = isNeverNegative(node);
    }
  }

  /** The format in which the device passes a value on. */
  Fixed of(Value value) {
    Node source = graph.node(value);
    while (region.isDevice(source.out()) && Region.keepsFormat(source)) {
      source = graph.node(source.in().get(0));
    }
    Value owner = owner(source.out());
    Fixed format = chosen.get(owner);
    if (format == null) {
      boolean inner = region.isReadByDevice(owner);
      format = format(owner, inner ? settings.activations() : settings.outputs());
      chosen.put(owner, format);
    }
    return format;
  }

  /** The format in which the device hands a value to the host. */
  Fixed ofOutput(Value value) {
    return format(value, settings.outputs());
  }

  /** The value whose numbers decide the format of another one. */
  Value owner(Value value) {
    Value owner = value;
    while (true) {
      List<Node> users = graph.uses(owner);
      if (users.size() != 1 || graph.isOutput(owner)) {
        return owner;
      }
      Node user = users.getFirst();
      boolean passesOn = Region.keepsFormat(user) || user.op() instanceof Concat;
      if (!region.isDevice(user.out()) || !passesOn) {
        return owner;
      }
      owner = user.out();
    }
  }

  private Fixed format(Value value, int width) {
    return settings
        .range()
        .format(histogram(value), !neverNegative[value.id()], width, settings.percent());
  }

  Histogram histogram(Value value) {
    Histogram histogram = histograms.get(value);
    if (histogram == null) {
      throw new IllegalStateException(value + " was not calibrated");
    }
    return histogram;
  }

  private boolean isNeverNegative(Node node) {
    if (!region.isDevice(node.out())) {
      return histogram(node.out()).least() >= 0;
    }
    boolean operands = node.in().stream().allMatch(operand -> neverNegative[operand.id()]);
    return switch (node.op()) {
      case Relu _ -> true;
      case AveragePool _, SumPool _, Concat _ -> operands;
      case Op _ -> operands && Region.keepsFormat(node);
    };
  }
}
