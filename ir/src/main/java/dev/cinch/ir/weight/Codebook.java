// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;

/**
 * Shared values (Han et al., Deep Compression, ICLR 2016, section 3): each number is a code into a
 * table. Code 0 decodes to zero, so {@code b} bits give {@code 2^b - 1} non-zero values.
 *
 * @param type type of the decoded numbers
 * @param bits width of a code, 1 to 16
 * @param table the values, 1-D, of the decoded number format, 1 to 2^bits of them, the first is 0
 * @param indices the codes: shape of {@code type}, unsigned {@code bits}-bit integers, each below
 *     the length of the table
 */
public record Codebook(TensorType type, int bits, Tensor table, Tensor indices) implements Values {

  /** The widest code. */
  public static final int MAX_BITS = 16;

  public Codebook {
    if (bits < 1 || bits > MAX_BITS) {
      throw new IllegalArgumentException("a code of " + bits + " bits is not in 1.." + MAX_BITS);
    }
    Shape shape = table.shape();
    if (shape.rank() != 1 || shape.size() < 1 || shape.size() > 1L << bits) {
      throw new IllegalArgumentException("a table of [" + shape + "] for " + bits + " bits");
    }
    if (!table.type().number().equals(type.number())) {
      throw new IllegalArgumentException("a table of " + table.type() + " for " + type);
    }
    if (table.valueAt(0) != 0) {
      throw new IllegalArgumentException("code 0 decodes to " + table.valueAt(0) + ", not to 0");
    }
    TensorType codes = new TensorType(new Fixed(false, bits, 0), type.shape());
    if (!indices.type().equals(codes)) {
      throw new IllegalArgumentException("codes are " + indices.type() + ", not " + codes);
    }
    if (shape.size() < 1L << bits) {
      for (long i = 0; i < indices.size(); i++) {
        if (indices.rawAt(i) >= shape.size()) {
          throw new IllegalArgumentException(
              "code " + indices.rawAt(i) + " at " + i + " in a table of " + shape.size());
        }
      }
    }
  }

  @Override
  public Tensor decode() {
    TensorWriter out = Tensor.writer(type);
    boolean floats = type.isFloat();
    for (long i = 0; i < indices.size(); i++) {
      long code = indices.rawAt(i);
      if (floats) {
        out.setBits(i, table.bitsAt(code));
      } else {
        out.setRaw(i, table.rawAt(code));
      }
    }
    return out.finish();
  }

  @Override
  public Codebook reshaped(Shape shape) {
    return new Codebook(type.with(shape), bits, table, indices.reshaped(shape));
  }
}
