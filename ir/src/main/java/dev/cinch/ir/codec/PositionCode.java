// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Positions;
import java.util.function.LongConsumer;

/**
 * The positions of a sparse tensor in the order and layout that take the fewest bits.
 *
 * @param axis the {@link Scan} splits before this axis
 * @param layout what is written
 * @param times the positions in the order of the scan
 * @param bits how many bits the layout writes
 */
record PositionCode(int axis, PositionLayout layout, Positions times, long bits) {

  /** Writes the positions of a tensor; nothing at all for none. */
  static void write(BitWriter out, Shape shape, Positions positions) {
    if (positions.count() == 0) {
      return;
    }
    PositionCode best = best(shape, positions);
    out.putSmall(best.axis);
    best.layout.describe(out);
    out.reserve(best.bits);
    best.layout.write(out, best.times);
  }

  private static PositionCode best(Shape shape, Positions positions) {
    PositionCode best = smaller(gaps(0, positions), runs(0, positions));
    for (int axis = 1; axis < shape.rank(); axis++) {
      Scan scan = Scan.of(shape, axis);
      if (!scan.isRowMajor()) {
        Positions times = scan.times(positions);
        best = smaller(best, smaller(gaps(axis, times), runs(axis, times)));
      }
    }
    return best;
  }

  private static PositionCode smaller(PositionCode one, PositionCode other) {
    return other.bits < one.bits ? other : one;
  }

  private static PositionCode gaps(int axis, Positions times) {
    Choice choice = Choice.of(Gaps.of(times));
    return new PositionCode(
        axis, new Gaps(choice.coder()), times, BitWriter.smallBits(axis) + choice.bits());
  }

  private static PositionCode runs(int axis, Positions times) {
    Choice spaces = Choice.of(Runs.spaces(times));
    Choice lengths = Choice.of(Runs.lengths(times));
    Runs runs = new Runs(Runs.count(times), spaces.coder(), lengths.coder());
    long described = BitWriter.smallBits(axis) + BitWriter.smallBits(runs.runs() - 1);
    long bits = described + spaces.bits() + lengths.bits();
    return new PositionCode(axis, runs, times, bits);
  }

  /**
   * Reads positions. Their bitmap, an eighth of a byte for each element of the tensor, is allocated
   * only when every one of them has been found to be in range.
   *
   * @param count how many there are, at most the size of the shape
   */
  static Positions read(BitReader in, Shape shape, long count) throws Malformed {
    if (count == 0) {
      return Positions.builder(shape.size()).build();
    }
    long axis = in.takeSmall();
    if (axis > 0 && axis >= shape.rank()) {
      throw new Malformed("a scan along axis " + axis + " of [" + shape + "]");
    }
    Scan scan = Scan.of(shape, (int) axis);
    PositionLayout layout = PositionLayout.read(in, count);
    long start = in.position();
    layout.read(in, shape.size(), count, _ -> {});
    in.rewind(start);
    Positions.Builder positions = Positions.builder(shape.size());
    LongConsumer visit = time -> positions.add(scan.indexAt(time));
    layout.read(in, shape.size(), count, visit);
    return positions.build();
  }
}
