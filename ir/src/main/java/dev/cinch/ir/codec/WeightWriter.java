// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;

/** Writes a stream: a header of varints, then the bits of positions, tables and numbers. */
final class WeightWriter {

  /** The bit of the form that says that there are codes. */
  static final int SHARED = 1 << TypeHeader.KIND_BITS;

  /** The bit of the form that says that there are positions. */
  static final int SPARSE = SHARED << 1;

  private final BitWriter out = new BitWriter();

  private WeightWriter() {}

  static byte[] write(Weight weight) {
    WeightWriter writer = new WeightWriter();
    switch (weight) {
      case Sparse sparse -> {
        writer.header(sparse, sparse.values(), SPARSE);
        writer.out.putVarint(sparse.kept());
        writer.shared(sparse.values());
        PositionCode.write(writer.out, sparse.type().shape(), sparse.positions());
        writer.numbers(sparse.values());
      }
      case Values values -> {
        writer.header(values, values, 0);
        writer.shared(values);
        writer.numbers(values);
      }
    }
    return writer.out.toBytes();
  }

  private void header(Weight weight, Values values, int sparse) {
    int shared =
        switch (values) {
          case Dense _ -> 0;
          case Codebook _ -> SHARED;
        };
    out.putVarint(WeightCodec.VERSION);
    out.put(TypeHeader.kind(weight.type().number()) | shared | sparse, 8);
    TypeHeader.writeNumber(out, weight.type().number());
    TypeHeader.writeShape(out, weight.type().shape());
  }

  private void shared(Values values) {
    switch (values) {
      case Dense _ -> {}
      case Codebook codebook -> {
        out.putVarint(codebook.bits());
        out.putVarint(codebook.table().size());
      }
    }
  }

  private void numbers(Values values) {
    switch (values) {
      case Dense(var tensor) -> Numbers.write(out, tensor, 0);
      case Codebook(var _, var _, Tensor table, Tensor indices) -> {
        Numbers.write(out, table, known(table));
        Numbers.write(out, indices, 0);
      }
    }
  }

  /** A fixed-point table starts with the raw integer 0, which is not written. */
  private static int known(Tensor table) {
    return table.type().number() instanceof Fixed ? 1 : 0;
  }
}
