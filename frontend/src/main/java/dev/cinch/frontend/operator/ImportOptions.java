// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import java.util.Map;

/**
 * What a model's file leaves open.
 *
 * @param weights where weights are that the model only names
 * @param dimensions extents of symbolic dimensions by name; a first dimension that is not named
 *     here is the batch, and 1
 */
public record ImportOptions(WeightSource weights, Map<String, Long> dimensions) {

  /** No weights by name, and batches of 1. */
  public static final ImportOptions DEFAULT = new ImportOptions(WeightSource.NONE, Map.of());

  public ImportOptions {
    dimensions = Map.copyOf(dimensions);
  }

  /** The same with another source of weights. */
  public ImportOptions withWeights(WeightSource other) {
    return new ImportOptions(other, dimensions);
  }
}
