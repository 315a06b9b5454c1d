// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.target.design.Engine;

/**
 * The constants of an engine that the C++ library asks for and that follow from its weights ({@code
 * cinch/shape.hpp}).
 *
 * @param depth entries that one element can hold, at least 1
 * @param pointerBits width of a pointer: of {@code depth} in binary
 * @param weightBits width of a weight
 * @param biasBits width of a bias
 */
record EngineConstants(int depth, int pointerBits, int weightBits, int biasBits) {

  EngineConstants(Engine engine) {
    this(
        Math.max(1, engine.columns().depth()),
        bits(Math.max(1, engine.columns().depth())),
        engine.columns().matrix().number().width(),
        biasBits(engine.bias()));
  }

  private static int bits(int largest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
  }

  private static int biasBits(Tensor bias) {
    int bits = 1;
    for (long row = 0; row < bias.size(); row++) {
      bits = Math.max(bits, Fixed.signedBits(bias.rawAt(row)));
    }
    return bits;
  }
}
