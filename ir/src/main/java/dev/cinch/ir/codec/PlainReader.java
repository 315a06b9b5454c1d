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

/**
 * Reads streams of version 1 behind the version: a header of varints, then the plain bits of
 * positions, table and numbers.
 */
final class PlainReader {

  private static final int SHARED = 1 << TypeHeader.KIND_BITS;
  private static final int SPARSE = SHARED << 1;

  private final BitReader in;
  private final Sections sections = new Sections(WeightCodec.FIRST_VERSION);

  PlainReader(BitReader in) {
    this.in = in;
  }

  /** The weight; it ends where the bytes end. */
  Weight read(long maxElements) throws Malformed {
    int form = (int) in.take(8);
    if (form >= SPARSE << 1) {
      throw new Malformed("form " + form);
    }
    boolean shared = (form & SHARED) != 0;
    boolean sparse = (form & SPARSE) != 0;
    NumberType number = TypeHeader.readNumber(in, form & (SHARED - 1));
    TensorType type = type(number, TypeHeader.readShape(in, maxElements));
    Weight weight = sparse ? sparse(type, shared) : values(type, shared);
    sections.numbers(in.position());
    in.finish();
    return weight;
  }

  /** What the bits that were read are for. */
  Sections sections() {
    return sections;
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
    sections.header(in.position());
    Positions positions = positions(type.shape(), count);
    sections.positions(in.position());
    return new Sparse(type, positions, numbers(type.with(Shape.of(count)), share));
  }

  private Positions positions(Shape shape, long count) throws Malformed {
    if (count == 0) {
      return Positions.builder(shape.size()).build();
    }
    Scan scan = PositionCode.readScan(in, shape);
    int tag = (int) in.take(1);
    PositionLayout layout = PositionLayout.read(tag, in, shape.size(), count);
    sections.index(layout.name());
    return PositionCode.read(in, shape, scan, layout, count);
  }

  private Values values(TensorType type, boolean shared) throws Malformed {
    Share share = shared ? share() : Share.NONE;
    sections.header(in.position());
    return numbers(type, share);
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
      return new Dense(Numbers.read(in, type, 0, sections::values));
    }
    boolean known = type.number() instanceof Fixed;
    TensorType tableType = type(type.number(), Shape.of(share.entries()));
    Tensor table = Numbers.read(in, tableType, known ? 1 : 0);
    sections.table(in.position());
    TensorType codes = type.with(new Fixed(false, share.bits(), 0));
    return codebook(type, table, Numbers.read(in, codes, 0, sections::values));
  }

  /** A codebook of which every code is in the table, and code 0 is zero. */
  static Codebook codebook(TensorType type, Tensor table, Tensor indices) throws Malformed {
    if (table.valueAt(0) != 0) {
      throw new Malformed("code 0 decodes to " + table.valueAt(0));
    }
    int bits = indices.type().fixed().width();
    if (table.size() < 1L << bits) {
      for (long i = 0; i < indices.size(); i++) {
        if (indices.rawAt(i) >= table.size()) {
          throw new Malformed("code " + indices.rawAt(i) + " in " + table.size() + " values");
        }
      }
    }
    return new Codebook(type, bits, table, indices);
  }

  /** A type, where number format and shape go together. */
  static TensorType type(NumberType number, Shape shape) throws Malformed {
    try {
      return new TensorType(number, shape);
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
