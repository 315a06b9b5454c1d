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

  Formats(Region region, Map<Value, Histogram> histograms, FormatSettings settings) {
    this.region = region;
    this.graph = region.graph();
    this.histograms = histograms;
    this.settings = settings;
  }

  /** The format in which the device passes a value on. */
  Fixed of(Value value) {
    Node node = graph.node(value);
    if (region.isDevice(value) && Region.keepsFormat(node)) {
      return of(node.in().get(0));
    }
    Value owner = owner(value);
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
        .format(histogram(value), !isNeverNegative(value), width, settings.percent());
  }

  Histogram histogram(Value value) {
    Histogram histogram = histograms.get(value);
    if (histogram == null) {
      throw new IllegalStateException(value + " was not calibrated");
    }
    return histogram;
  }

  private boolean isNeverNegative(Value value) {
    Node node = graph.node(value);
    if (!region.isDevice(value)) {
      return histogram(value).least() >= 0;
    }
    return switch (node.op()) {
      case Relu _ -> true;
      case AveragePool _, SumPool _, Concat _ ->
          node.in().stream().allMatch(this::isNeverNegative);
      case Op _ -> Region.keepsFormat(node) && isNeverNegative(node.in().get(0));
    };
  }
}
