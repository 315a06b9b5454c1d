// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;

/** Reads what a {@link WeightWriter} wrote, behind the version. */
final class WeightReader {

  private final BitReader in;

  WeightReader(BitReader in) {
    this.in = in;
  }

  /** The weight; it ends where the bytes end. */
  Weight read(long maxElements) throws Malformed {
    int form = (int) in.take(8);
    if (form >= WeightWriter.SPARSE << 1) {
      throw new Malformed("form " + form);
    }
    boolean shared = (form & WeightWriter.SHARED) != 0;
    boolean sparse = (form & WeightWriter.SPARSE) != 0;
    NumberType number = TypeHeader.readNumber(in, form & (WeightWriter.SHARED - 1));
    TensorType type = type(number, TypeHeader.readShape(in, maxElements));
    Weight weight = sparse ? sparse(type, shared) : values(type, shared);
    in.finish();
    return weight;
  }

  private Sparse sparse(TensorType type, boolean shared) throws Malformed {
    if (type.number() instanceof Affine) {
      throw new Malformed("affine numbers with positions");
    }
    long count = in.takeVarint();
    if (count > type.shape().size()) {
      throw new Malformed(count + " positions in [" + type.shape() + "]");
    }
    Share share = shared ? share() : Share.NONE;
    Positions positions = PositionCode.read(in, type.shape(), count);
    return new Sparse(type, positions, numbers(type.with(Shape.of(count)), share));
  }

  private Values values(TensorType type, boolean shared) throws Malformed {
    return numbers(type, shared ? share() : Share.NONE);
  }

  /** Width of a code and length of the table; both are 0 where there are no codes. */
  private record Share(int bits, long entries) {
    private static final Share NONE = new Share(0, 0);
  }

  private Share share() throws Malformed {
    long bits = in.takeVarint();
    long entries = in.takeVarint();
    if (bits < 1 || bits > Codebook.MAX_BITS || entries < 1 || entries > 1L << bits) {
      throw new Malformed(entries + " shared values for codes of " + bits + " bits");
    }
    return new Share((int) bits, entries);
  }

  private Values numbers(TensorType type, Share share) throws Malformed {
    if (share.bits() == 0) {
      return new Dense(Numbers.read(in, type, 0));
    }
    boolean known = type.number() instanceof Fixed;
    TensorType tableType = type(type.number(), Shape.of(share.entries()));
    Tensor table = Numbers.read(in, tableType, known ? 1 : 0);
    if (table.valueAt(0) != 0) {
      throw new Malformed("code 0 decodes to " + table.valueAt(0));
    }
    TensorType codes = type.with(new Fixed(false, share.bits(), 0));
    Tensor indices = Numbers.read(in, codes, 0);
    if (share.entries() < 1L << share.bits()) {
      for (long i = 0; i < indices.size(); i++) {
        if (indices.rawAt(i) >= share.entries()) {
          throw new Malformed("code " + indices.rawAt(i) + " in " + share.entries() + " values");
        }
      }
    }
    return new Codebook(type, share.bits(), table, indices);
  }

  private static TensorType type(NumberType number, Shape shape) throws Malformed {
    try {
      return new TensorType(number, shape);
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
