// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.weight.Weight;

/** What Jazzer calls with bytes that may be a weight stream. */
public final class WeightFuzzTarget {

  /** Small enough that a tensor that is far larger than its stream is read soon. */
  private static final long MAX_ELEMENTS = 1 << 22;

  /** Small enough that every way to write is tried soon. */
  private static final long FEW = 1 << 9;

  private WeightFuzzTarget() {}

  /** Reads a stream; what was read is the same when it is written and read again. */
  public static void fuzzerTestOneInput(byte[] data) {
    switch (WeightCodec.read(data, Origin.NONE, MAX_ELEMENTS)) {
      case Result.Failed<Weight> _ -> {}
      case Result.Ok<Weight>(var weight, var _) -> {
        if (weight.type().shape().size() <= FEW
            && !WeightCodec.read(WeightCodec.write(weight), Origin.NONE)
                .equals(Result.ok(weight))) {
          throw new AssertionError(weight);
        }
      }
    }
  }
}
