// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import dev.cinch.ir.Result;
import dev.cinch.target.Device.Resource;
import dev.cinch.target.EieArray.Part;
import dev.cinch.target.SpatialArray.Level;
import java.util.EnumMap;
import java.util.Map;

/** Makes a target of the fields of its file, each kind with its own keys. */
final class TargetReader {

  private final Fields fields;

  TargetReader(Fields fields) {
    this.fields = fields;
  }

  Result<Target> read() {
    int version = fields.number("cinch-target");
    if (version < 1 || version > TargetFiles.VERSION) {
      fields.problem("cinch-target", "is " + version, "this build reads " + TargetFiles.VERSION);
    }
    String kind = fields.text("kind", true);
    String name = fields.text("name", true);
    String description = fields.text("description", true);
    Figure clock = fields.positive("clock", "Hz");
    Target target =
        switch (kind) {
          case "spatial" -> spatial(name, description, clock);
          case "eie" -> eie(name, description, clock);
          default -> {
            if (!kind.equals("fpga")) {
              fields.problem("kind", "is " + kind, "this build knows fpga, spatial, eie");
            }
            yield device(name, description, clock);
          }
        };
    var problems = fields.problems();
    return problems.isEmpty() ? Result.ok(target) : new Result.Failed<>(problems);
  }

  private Device device(String name, String description, Figure clock) {
    Map<Resource, Figure> limits = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      limits.put(resource, fields.figure("resources." + resource.key(), ""));
    }
    String part = fields.text("part", true);
    return new Device(name, description, part, fields.text("board", false), clock, limits);
  }

  private SpatialArray spatial(String name, String description, Figure clock) {
    Map<Level, Figure> ratios = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      ratios.put(level, fields.positive("energy." + level.key(), "MAC"));
    }
    return new SpatialArray(
        name,
        description,
        clock,
        fields.count("rows", "PE"),
        fields.count("columns", "PE"),
        fields.count("word-bits", "bit"),
        fields.count("buffer", "B"),
        registers(),
        fields.positive("energy.per-mac", "J"),
        ratios,
        fields.flag("gates.activations"),
        fields.flag("gates.weights"),
        fields.flag("compressed-weights"));
  }

  private SpatialArray.Registers registers() {
    if (fields.has("registers.words")) {
      return new SpatialArray.Pooled(fields.count("registers.words", "word"));
    }
    return new SpatialArray.Separate(
        fields.count("registers.filter", "word"),
        fields.count("registers.ifmap", "word"),
        fields.count("registers.psum", "word"));
  }

  private EieArray eie(String name, String description, Figure clock) {
    Map<Part, Figure> powers = new EnumMap<>(Part.class);
    Map<Part, Figure> activity = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      powers.put(part, fields.positive("power." + part.key(), "W"));
      activity.put(part, fields.positive("activity." + part.key(), "access/cycle"));
    }
    Figure gapBits = fields.count("gap-bits", "bit");
    Figure queue = fields.count("queue-depth", "entry");
    if (gapBits.value() > 8) {
      fields.problem("gap-bits", "is above 8", "");
    }
    if (queue.value() < 2) {
      fields.problem("queue-depth", "is below 2, and a queue holds one entry fewer", "");
    }
    return new EieArray(
        name,
        description,
        clock,
        fields.count("elements", "PE"),
        fields.count("code-bits", "bit"),
        gapBits,
        queue,
        fields.count("line-bits", "bit"),
        fields.count("matrix-memory", "B"),
        fields.positive("bandwidth", "B/s"),
        fields.has("balanced-rows") && fields.flag("balanced-rows"),
        powers,
        activity);
  }
}
