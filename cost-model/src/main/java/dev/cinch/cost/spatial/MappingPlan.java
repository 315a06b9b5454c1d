// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import java.util.Map;

/**
 * How the layers of a network get their mappings.
 *
 * @param objective what a search makes small
 * @param mappings texts of mappings by layer, which are taken instead of a search
 */
public record MappingPlan(Objective objective, Map<String, String> mappings) {

  /** A search for each layer, for the least energy times delay. */
  public static final MappingPlan SEARCH = new MappingPlan(Objective.PRODUCT, Map.of());

  public MappingPlan {
    mappings = Map.copyOf(mappings);
  }
}
