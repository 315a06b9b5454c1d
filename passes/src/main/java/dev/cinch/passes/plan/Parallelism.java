// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.plan;

import dev.cinch.cost.fpga.ResourceCount;
import dev.cinch.target.Device;
import dev.cinch.target.Device.Resource;
import dev.cinch.target.design.Engine;
import dev.cinch.target.design.Stage;
import dev.cinch.target.eie.GapWidth;
import dev.cinch.target.eie.PackedColumns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Gives processing elements to engines: the slowest engine gets twice as many, again and again,
 * until that does not make it faster or does not fit. Multipliers and memories stay within a share
 * of the device that leaves room for routing.
 */
final class Parallelism {

  private static final double SHARE = 0.85;
  private static final int MOST_ELEMENTS = 32;

  private Parallelism() {}

  /** The same stages with more elements. */
  static List<Stage> choose(List<Stage> stages, Device device) {
    List<Stage> best = new ArrayList<>(stages);
    while (true) {
      int slowest = slowest(best);
      if (slowest < 0) {
        return best;
      }
      Engine engine = (Engine) best.get(slowest);
      int elements = 2 * engine.columns().elements();
      if (elements > Math.min(MOST_ELEMENTS, engine.columns().matrix().rows())) {
        return best;
      }
      Engine doubled = withElements(engine, elements);
      List<Stage> tried = new ArrayList<>(best);
      tried.set(slowest, doubled);
      if (doubled.fullCycles() >= engine.fullCycles() || !fits(tried, device)) {
        return best;
      }
      best = tried;
    }
  }

  private static int slowest(List<Stage> stages) {
    int slowest = -1;
    long most = -1;
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i) instanceof Engine engine && engine.fullCycles() > most) {
        slowest = i;
        most = engine.fullCycles();
      }
    }
    return slowest;
  }

  private static boolean fits(List<Stage> stages, Device device) {
    Set<Resource> scarce = EnumSet.of(Resource.DSP, Resource.BRAM18);
    return ResourceCount.of(stages).entrySet().stream()
        .filter(used -> scarce.contains(used.getKey()))
        .allMatch(used -> used.getValue().value() <= SHARE * device.limit(used.getKey()));
  }

  private static Engine withElements(Engine engine, int elements) {
    var matrix = engine.columns().matrix();
    return new Engine(
        engine.name(),
        engine.in(),
        engine.out(),
        engine.sum(),
        engine.result(),
        engine.window(),
        PackedColumns.pack(matrix, elements, GapWidth.best(matrix, elements)),
        engine.bias(),
        engine.accumulator(),
        engine.relu(),
        engine.requantized());
  }
}
