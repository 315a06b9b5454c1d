// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Positions;
import java.util.function.LongConsumer;

/**
 * The positions of a sparse tensor in an order and a layout.
 *
 * @param axis the {@link Scan} splits before this axis
 * @param layout what is written
 * @param times the positions in the order of the scan
 * @param bits how many bits all that takes
 */
record PositionCode(int axis, PositionLayout layout, Positions times, long bits) {

  /** The order and layout that take the fewest bits; of equals the first that was tried. */
  static PositionCode best(Shape shape, Positions positions) {
    if (positions.count() == 0) {
      return new PositionCode(0, new Bitmap(), positions, countBits(0));
    }
    PositionCode best = smaller(gaps(0, positions), runs(0, positions));
    for (int axis = 1; axis < shape.rank(); axis++) {
      Scan scan = Scan.of(shape, axis);
      if (!scan.isRowMajor()) {
        Positions times = scan.times(positions);
        best = smaller(best, smaller(gaps(axis, times), runs(axis, times)));
      }
    }
    Bitmap bitmap = new Bitmap();
    return smaller(
        best, new PositionCode(0, bitmap, positions, scanBits(0, positions) + positions.size()));
  }

  private static PositionCode smaller(PositionCode one, PositionCode other) {
    return other.bits < one.bits ? other : one;
  }

  private static PositionCode gaps(int axis, Positions times) {
    Choice choice = Choice.of(Gaps.of(times));
    return new PositionCode(
        axis, new Gaps(choice.coder()), times, scanBits(axis, times) + choice.bits());
  }

  private static PositionCode runs(int axis, Positions times) {
    Choice spaces = Choice.of(Runs.spaces(times));
    Choice lengths = Choice.of(Runs.lengths(times));
    Runs runs = new Runs(Runs.count(times), spaces.coder(), lengths.coder());
    long described = scanBits(axis, times) + BitSink.smallBits(runs.runs() - 1);
    long bits = described + spaces.bits() + lengths.bits();
    return new PositionCode(axis, runs, times, bits);
  }

  private static long scanBits(int axis, Positions times) {
    return countBits(times.count()) + BitSink.smallBits(axis);
  }

  private static long countBits(long count) {
    return BitSink.smallBits(count >>> Header.COUNT_ORDER) + Header.COUNT_ORDER;
  }

  /** Writes how many positions there are, and the positions. */
  void write(BitSink out) {
    out.putCount(times.count(), Header.COUNT_ORDER);
    if (times.count() > 0) {
      out.putSmall(axis);
      layout.describe(out);
      layout.write(out, times);
    }
  }

  /** Reads which axis the scan splits before. */
  static Scan readScan(BitSource in, Shape shape) throws Malformed {
    long axis = in.takeSmall();
    if (axis > 0 && axis >= shape.rank()) {
      throw new Malformed("a scan along axis " + axis + " of [" + shape + "]");
    }
    return Scan.of(shape, (int) axis);
  }

  /**
   * Reads positions. Their bitmap, an eighth of a byte for each element of the tensor, is allocated
   * only when every one of them has been found to be in range.
   *
   * @param count how many there are, at least 1 and at most the size of the shape
   */
  static Positions read(BitSource in, Shape shape, Scan scan, PositionLayout layout, long count)
      throws Malformed {
    layout.read(in.fork(), shape.size(), count, _ -> {});
    Positions.Builder positions = Positions.builder(shape.size());
    LongConsumer visit = time -> positions.add(scan.indexAt(time));
    layout.read(in, shape.size(), count, visit);
    return positions.build();
  }
}
