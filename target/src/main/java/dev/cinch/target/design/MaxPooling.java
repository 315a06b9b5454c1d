// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Window;

/**
 * The greatest number of each window.
 *
 * @param name the layer's name
 * @param in activations
 * @param out results, of the same format
 * @param result the graph's value that leaves the stage
 * @param window how the kernel slides
 */
public record MaxPooling(String name, Stream in, Stream out, Value result, Window window)
    implements Stage {

  @Override
  public long fullCycles() {
    return Math.max(in.plane().size(), out.plane().size() * window.taps());
  }
}
