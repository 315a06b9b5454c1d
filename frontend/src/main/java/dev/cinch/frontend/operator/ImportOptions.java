// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.tensor.ExternalData;
import java.util.Map;

/**
 * What a model's file leaves open.
 *
 * @param weights where weights are that the model only names
 * @param dimensions extents of symbolic dimensions by name; a first dimension that is not named
 *     here is the batch, and 1
 * @param inputs numbers of inputs, where the graph's shape depends on them
 * @param external where tensors are that lie beside the model
 */
public record ImportOptions(
    WeightSource weights,
    Map<String, Long> dimensions,
    InputNumbers inputs,
    ExternalData external) {

  /** No weights by name, batches of 1, and no numbers of inputs. */
  public static final ImportOptions DEFAULT =
      new ImportOptions(WeightSource.NONE, Map.of(), InputNumbers.NONE, ExternalData.NONE);

  public ImportOptions {
    dimensions = Map.copyOf(dimensions);
  }

  /** The same with another source of weights. */
  public ImportOptions withWeights(WeightSource other) {
    return new ImportOptions(other, dimensions, inputs, external);
  }

  /** The same with other extents of symbolic dimensions. */
  public ImportOptions withDimensions(Map<String, Long> other) {
    return new ImportOptions(weights, other, inputs, external);
  }

  /** The same with numbers of inputs. */
  public ImportOptions withInputs(InputNumbers other) {
    return new ImportOptions(weights, dimensions, other, external);
  }

  /** The same with another place for tensors beside the model. */
  public ImportOptions withExternal(ExternalData other) {
    return new ImportOptions(weights, dimensions, inputs, other);
  }
}
