// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.weight.Positions;
import java.util.function.LongConsumer;

/** One bit for each place, whether it is in the set or not. */
record Bitmap() implements PositionLayout {

  static final int TAG = 2;

  static Bitmap read(BitSource in, long size) throws Malformed {
    if (size > in.remaining()) {
      throw new Malformed(size + " positions in " + in.remaining() + " bits");
    }
    return new Bitmap();
  }

  @Override
  public String name() {
    return "bitmap";
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void describe(BitSink out) {}

  @Override
  public void write(BitSink out, Positions positions) {
    for (long i = 0; i < positions.size(); i++) {
      out.put(positions.contains(i) ? 1 : 0, 1);
    }
  }

  @Override
  public void read(BitSource in, long size, long count, LongConsumer found) throws Malformed {
    long left = count;
    for (long i = 0; i < size; i++) {
      if (in.take(1) == 1) {
        left--;
        found.accept(i);
      }
    }
    if (left != 0) {
      throw new Malformed("a bitmap of " + (count - left) + " positions, not of " + count);
    }
  }
}
