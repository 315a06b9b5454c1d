// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link WeightWriter} wrote, behind the version. */
final class WeightReader {

  /** So many values are free of any bound. */
  private static final long FREE_VALUES = 1L << 20;

  /** A byte of a stream pays for so many values more. */
  private static final long VALUES_PER_BYTE = 1L << 4;

  private final RangeDecoder in;
  private final int bytes;
  private final Sections sections = new Sections(WeightCodec.VERSION);

  WeightReader(RangeDecoder in, int bytes) {
    this.in = in;
    this.bytes = bytes;
  }

  /** So many elements are free of any bound. */
  private static final long FREE_ELEMENTS = 1L << 20;

  /** A byte of a stream pays for so many elements more of a tensor that is not long. */
  private static final long ELEMENTS_PER_BYTE = 1L << 10;

  /** Whether models see a tensor in a stream of so many bytes. */
  static boolean isSeen(View view, int bytes) {
    return view.isLong() || view.size() <= FREE_ELEMENTS + ELEMENTS_PER_BYTE * bytes;
  }

  /** The most values that a model codes in a stream of so many bytes. */
  static long mostValues(int bytes) {
    return FREE_VALUES + VALUES_PER_BYTE * bytes;
  }

  /** The weight; it ends where the bytes end. */
  Weight read(long maxElements) throws Malformed {
    Header header = Header.read(in, maxElements);
    int layout = header.sparse() ? (int) in.take(WeightWriter.LAYOUT_BITS) : 0;
    boolean byModel = in.take(1) == 1;
    boolean positionsByModel = header.sparse() && layout == WeightWriter.BY_MODEL;
    Shape shape = header.type().shape();
    View view = View.of(shape);
    if (positionsByModel || byModel) {
      view = View.read(in, shape);
      if (!isSeen(view, bytes)) {
        throw new Malformed("models of " + view.size() + " elements in " + bytes + " bytes");
      }
    }
    sections.header(in.bitsRead());
    Positions positions =
        positionsByModel ? presence(view) : header.sparse() ? positions(shape, layout) : null;
    sections.positions(in.bitsRead());
    TensorType kept =
        positions == null ? header.type() : header.type().with(Shape.of(positions.count()));
    Values values = values(header, kept, byModel, view, positions);
    sections.numbers(in.bitsRead());
    in.finish();
    return positions == null ? values : new Sparse(header.type(), positions, values);
  }

  /** What the bits that were read are for. */
  Sections sections() {
    return sections;
  }

  private Positions presence(View view) throws Malformed {
    sections.index(WeightWriter.MODEL);
    return Presence.read(in, view);
  }

  private Positions positions(Shape shape, int tag) throws Malformed {
    long count = in.takeCount(Header.COUNT_ORDER);
    if (count > shape.size()) {
      throw new Malformed(count + " positions in [" + shape + "]");
    }
    if (count == 0) {
      return Positions.builder(shape.size()).build();
    }
    Scan scan = PositionCode.readScan(in, shape);
    PositionLayout layout = PositionLayout.read(tag, in, shape.size(), count);
    sections.index(layout.name());
    return PositionCode.read(in, shape, scan, layout, count);
  }

  private Values values(
      Header header, TensorType kept, boolean byModel, View view, @Nullable Positions where)
      throws Malformed {
    if (header.codeBits() == 0) {
      return new Dense(byModel ? model(kept, null, view, where) : plain(kept));
    }
    TensorType tableType = PlainReader.type(kept.number(), Shape.of(header.entries()));
    Tensor table = SharedValues.read(in, tableType);
    sections.table(in.bitsRead());
    TensorType codes = kept.with(new Fixed(false, header.codeBits(), 0));
    Tensor indices = byModel ? model(codes, table, view, where) : plain(codes);
    return PlainReader.codebook(kept, table, indices);
  }

  private Tensor plain(TensorType type) throws Malformed {
    return Numbers.read(in, type, 0, sections::values);
  }

  private Tensor model(
      TensorType type, @Nullable Tensor table, View view, @Nullable Positions where)
      throws Malformed {
    long count = type.shape().size();
    if (count > mostValues(bytes)) {
      throw new Malformed(count + " numbers in " + bytes + " bytes");
    }
    TensorWriter out = Tensor.writer(type);
    if (count > 0) {
      sections.values(WeightWriter.MODEL);
      ValueModel model = ValueCode.read(in, type, table, view).model(Grids.of(view, where), count);
      for (long k = 0; k < count; k++) {
        Numbers.set(out, k, model.next(in, 0));
      }
    }
    return out.finish();
  }
}
