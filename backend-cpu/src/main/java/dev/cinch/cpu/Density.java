// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Weight;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Numbers of a weight that are not zero / all, whatever its form says. */
final class Density {

  private Density() {}

  /** The density of a weight; 1 for one without numbers. */
  static double of(Weight weight) {
    long size = weight.type().shape().size();
    long kept =
        weight instanceof Codebook codebook && codebook.bits() <= Byte.SIZE
            ? kept(codebook)
            : kept(weight.decode());
    return size == 0 ? 1 : (double) kept / size;
  }

  /** Counts codes, so that no table has to be looked up. */
  private static long kept(Codebook codebook) {
    boolean[] zeros = new boolean[Math.toIntExact(codebook.table().size())];
    for (int code = 0; code < zeros.length; code++) {
      zeros[code] = codebook.table().valueAt(code) == 0;
    }
    MemorySegment codes = codebook.indices().segment();
    long kept = 0;
    for (long i = 0; i < codes.byteSize(); i++) {
      kept += zeros[codes.get(ValueLayout.JAVA_BYTE, i) & 0xFF] ? 0 : 1;
    }
    return kept;
  }

  private static long kept(Tensor tensor) {
    long kept = 0;
    for (long i = 0; i < tensor.size(); i++) {
      kept += tensor.valueAt(i) == 0 ? 0 : 1;
    }
    return kept;
  }
}
