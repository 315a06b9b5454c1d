// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import dev.cinch.ir.Value;

/**
 * A change of format, to nearest with ties up and saturating, where no engine does it.
 *
 * @param name the layer's name
 * @param in activations
 * @param out the same in the new format
 * @param result the graph's value that leaves the stage
 */
public record Requantize(String name, Stream in, Stream out, Value result) implements Stage {

  /** Fraction bits that the cast drops; negative where it adds some. */
  public int shift() {
    return in.number().fraction() - out.number().fraction();
  }

  @Override
  public long fullCycles() {
    return in.plane().size();
  }
}
