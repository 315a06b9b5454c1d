// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import dev.cinch.target.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a layer, or all of them, costs on a target for one input.
 *
 * @param name the layer's name
 * @param op its operator
 * @param energy in J
 * @param cycles of the target's clock
 * @param latency in s
 * @param energyBy energy by cause in J, in the order of the target's causes
 * @param counts further numbers by their key, without a physical unit
 * @param dramBound whether memory off the chip sets the pace
 * @param plan how the layer is mapped, for people; may be empty
 */
public record Cost(
    String name,
    String op,
    Figure energy,
    Figure cycles,
    Figure latency,
    Map<String, Figure> energyBy,
    Map<String, Figure> counts,
    boolean dramBound,
    String plan) {

  public Cost {
    energyBy = Collections.unmodifiableMap(new LinkedHashMap<>(energyBy));
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }
}
