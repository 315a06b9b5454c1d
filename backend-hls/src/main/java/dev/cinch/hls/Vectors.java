// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.ir.tensor.Tensor;
import java.lang.foreign.ValueLayout;

/**
 * Golden vectors: what goes in and what the reference says comes out, in streaming order. The bytes
 * of a tensor are those of the test bench's files: samples without gaps, little-endian carriers.
 *
 * @param input [samples, activations in], of the input's format
 * @param output [samples, activations out], of the output's format
 */
public record Vectors(Tensor input, Tensor output) {

  public Vectors {
    if (input.shape().rank() != 2
        || output.shape().rank() != 2
        || input.shape().dim(0) != output.shape().dim(0)) {
      throw new IllegalArgumentException("vectors " + input.type() + " and " + output.type());
    }
  }

  /** A tensor as a file of the test bench. */
  public static byte[] bytes(Tensor samples) {
    return samples.segment().toArray(ValueLayout.JAVA_BYTE);
  }
}
