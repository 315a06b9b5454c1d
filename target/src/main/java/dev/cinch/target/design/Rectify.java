// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import dev.cinch.ir.Value;

/**
 * Negative numbers become 0, where no engine does it.
 *
 * @param name the layer's name
 * @param in activations
 * @param out results, of the same format
 * @param result the graph's value that leaves the stage
 */
public record Rectify(String name, Stream in, Stream out, Value result) implements Stage {

  @Override
  public long fullCycles() {
    return in.plane().size();
  }
}
