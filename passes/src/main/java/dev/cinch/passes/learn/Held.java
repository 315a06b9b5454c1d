// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Value;
import java.util.List;

/**
 * A driver and what it holds.
 *
 * @param driver the driver
 * @param values constants of the graph, in the order of the driver's lists
 */
public record Held(Driver driver, List<Value> values) {
  public Held {
    values = List.copyOf(values);
  }
}
