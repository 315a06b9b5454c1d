// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Value;
import dev.cinch.target.Device;
import java.util.List;

/**
 * A graph with the choices that make it hardware: which part runs on the device, in which stages,
 * how parallel. The stages form a chain; all are at work at once.
 *
 * @param graph the integer network, host part included
 * @param device what it is for
 * @param input the value that the host hands to the device
 * @param stages at least one, each reading what the one before it writes
 */
public record Design(Graph graph, Device device, Value input, List<Stage> stages) {

  public Design {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a design without a stage");
    }
    for (int i = 1; i < stages.size(); i++) {
      Stream written = stages.get(i - 1).out();
      Stream read = stages.get(i).in();
      if (!written.number().equals(read.number()) || !written.plane().equals(read.plane())) {
        throw new IllegalArgumentException(
            stages.get(i).name() + " reads " + read + ", but is written " + written);
      }
    }
  }

  /** What the host sends. */
  public Stream in() {
    return stages.getFirst().in();
  }

  /** What the device returns. */
  public Stream out() {
    return stages.getLast().out();
  }

  /** The value that the device hands back to the host. */
  public Value output() {
    return stages.getLast().result();
  }

  /** Clock cycles of the slowest stage for one input, which sets the pace of all. */
  public long interval() {
    return stages.stream().mapToLong(Stage::fullCycles).max().orElseThrow();
  }

  /** The stages that multiply, in order. */
  public List<Engine> engines() {
    return stages.stream().filter(Engine.class::isInstance).map(Engine.class::cast).toList();
  }
}
