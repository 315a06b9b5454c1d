// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import dev.cinch.ir.Result;
import java.util.Map;

/**
 * An FPGA board as a target: what its device has. Data, read from a target file; each number keeps
 * its unit and citation.
 *
 * @param name name on the command line, such as {@code pynq-z2}
 * @param description one line for lists
 * @param part the device's ordering code, as Vivado takes it
 * @param board the board's name for Vivado's board files; empty when there are none
 * @param clock clock frequency that projects ask for, in Hz
 * @param limits how many there are of each {@link Resource}
 */
public record Device(
    String name,
    String description,
    String part,
    String board,
    Figure clock,
    Map<Resource, Figure> limits)
    implements Target {

  /** What a design uses up. */
  public enum Resource {
    /** Multiplier slices (DSP48E1 and successors). */
    DSP,
    /** Block RAMs of 18 kbit. */
    BRAM18,
    /** UltraRAMs of 288 kbit. */
    URAM,
    /** Look-up tables. */
    LUT,
    /** Flip-flops. */
    FF;

    /** Its key in target files and JSON. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Device {
    limits = java.util.Collections.unmodifiableMap(new java.util.EnumMap<>(limits));
  }

  /** How many the device has of a resource; 0 for what the file does not list. */
  public long limit(Resource resource) {
    Figure limit = limits.get(resource);
    return limit == null ? 0 : Math.round(limit.value());
  }

  /** The device with a name that ships with Cinch, or in a target file at a path. */
  public static Result<Device> load(String nameOrPath) {
    return Target.load(nameOrPath).then(Device::of);
  }

  /** A target that can be built; refused when it is only a model of a chip. */
  private static Result<Device> of(Target target) {
    return switch (target) {
      case Device device -> Result.ok(device);
      case SpatialArray array -> refused(array);
      case EieArray array -> refused(array);
    };
  }

  private static Result<Device> refused(Target target) {
    return Target.refused(
        target,
        "is a published chip, which Cinch simulates; projects are written for boards",
        "cinch simulate MODEL --target "
            + target.name()
            + ", or compile for one of: "
            + String.join(", ", TargetFiles.boards()));
  }
}
