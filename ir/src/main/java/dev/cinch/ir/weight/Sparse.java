// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;

/**
 * Only some numbers are kept; the others are zero.
 *
 * @param type type of the decoded numbers; not affine, whose zero is not the raw 0
 * @param positions which flat row-major indices are kept
 * @param values the kept numbers in the order of their positions, 1-D
 */
public record Sparse(TensorType type, Positions positions, Values values) implements Weight {

  public Sparse {
    if (type.number() instanceof Affine) {
      throw new IllegalArgumentException("affine weights cannot be sparse: " + type);
    }
    if (positions.size() != type.shape().size()) {
      throw new IllegalArgumentException(positions.size() + " positions for " + type);
    }
    TensorType kept = values.type();
    if (!kept.number().equals(type.number())
        || kept.shape().rank() != 1
        || kept.shape().size() != positions.count()) {
      throw new IllegalArgumentException(
          "values " + kept + " for " + positions.count() + " positions of " + type);
    }
  }

  /** The numbers of a dense tensor that are not zero. Negative zeros are lost. */
  public static Sparse ofNonZeros(Tensor dense) {
    Positions positions = Positions.ofNonZeros(dense);
    return new Sparse(dense.type(), positions, new Dense(positions.gather(dense)));
  }

  @Override
  public long kept() {
    return positions.count();
  }

  @Override
  public Tensor decode() {
    Tensor kept = values.decode();
    TensorWriter out = Tensor.writer(type);
    boolean floats = type.isFloat();
    long k = 0;
    for (long i = positions.next(0); i >= 0; i = positions.next(i + 1), k++) {
      if (floats) {
        out.setBits(i, kept.bitsAt(k));
      } else {
        out.setRaw(i, kept.rawAt(k));
      }
    }
    return out.finish();
  }
}
