// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import java.util.SplittableRandom;

/** Seeded random numbers in each form of a weight. */
final class RandomWeights {

  private static final int BYTE_CODES = 256;

  private RandomWeights() {}

  /** Floats of -0.5 up to 0.5, or integers of the whole range. */
  static Tensor tensor(TensorType type, double density) {
    SplittableRandom random = new SplittableRandom(1);
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      boolean kept = density == 1 || random.nextDouble() < density;
      if (type.isFloat()) {
        out.setValue(i, kept ? random.nextDouble() - 0.5 : 0);
      } else {
        out.setRaw(i, kept ? random.nextLong(type.fixed().min(), type.fixed().max() + 1) : 0);
      }
    }
    return out.finish();
  }

  /** All of them. */
  static Dense dense(TensorType type) {
    return new Dense(tensor(type, 1));
  }

  /** One in ten. */
  static Sparse sparse(TensorType type) {
    return Sparse.ofNonZeros(tensor(type, 0.1));
  }

  /** As many different numbers as codes of some bits tell apart. */
  static Codebook codebook(TensorType type, int bits) {
    float[] table = tensor(TensorType.f32(1 << bits), 1).toFloats();
    table[0] = 0;
    return codebook(type, bits, table);
  }

  /** Numbers as 8-bit quantization leaves them: -127 up to 127 times one step. */
  static Codebook steps(TensorType type) {
    float[] table = new float[BYTE_CODES - 1];
    for (int code = 1; code < table.length; code++) {
      int most = table.length / 2;
      table[code] = (code <= most ? code : most - code) * 0.01f;
    }
    return codebook(type, Byte.SIZE, table);
  }

  private static Codebook codebook(TensorType type, int bits, float[] table) {
    SplittableRandom random = new SplittableRandom(2);
    TensorWriter codes = Tensor.writer(type.with(new Fixed(false, bits, 0)));
    for (long i = 0; i < type.shape().size(); i++) {
      codes.setRaw(i, random.nextInt(table.length));
    }
    return new Codebook(type, bits, Tensor.ofFloats(Shape.of(table.length), table), codes.finish());
  }
}
