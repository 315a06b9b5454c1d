// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.represent;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.share.ShareValues;
import java.util.List;

/**
 * Tensors whose numbers take few values, besides zero, which stays where it is: the clusters with
 * the least sum of squared distances.
 *
 * @param bits width of a code: each tensor has at most {@code 2^bits - 1} values
 */
public record SharedSet(int bits) implements Representation {

  @Override
  public void project(double share, List<float[]> numbers) {
    for (float[] of : numbers) {
      Tensor tensor = Tensor.ofFloats(Shape.of(of.length), of);
      float[] shared = ShareValues.share("", tensor, bits).weight().decode().toFloats();
      System.arraycopy(shared, 0, of, 0, of.length);
    }
  }
}
