// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.weight.Positions;
import java.util.function.LongConsumer;

/**
 * The relative index of Deep Compression (Han et al., ICLR 2016, section 2): for each position, how
 * many were left out since the one before.
 *
 * @param coder writes the gaps
 */
record Gaps(Coder coder) implements PositionLayout {

  static final int TAG = 0;

  /** The gaps of a set. */
  static Sequence of(Positions positions) {
    return consumer -> {
      long last = -1;
      for (long i = positions.next(0); i >= 0; i = positions.next(i + 1)) {
        consumer.accept(i - last - 1);
        last = i;
      }
    };
  }

  static Gaps read(BitSource in, long count) throws Malformed {
    return new Gaps(Coder.read(in, count));
  }

  @Override
  public String name() {
    return "gaps " + coder.name();
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void describe(BitSink out) {
    coder.describe(out);
  }

  @Override
  public void write(BitSink out, Positions positions) {
    of(positions).forEach(gap -> coder.put(out, gap));
  }

  @Override
  public void read(BitSource in, long size, long count, LongConsumer found) throws Malformed {
    long last = -1;
    for (long k = 0; k < count; k++) {
      long gap = coder.next(in);
      if (Long.compareUnsigned(gap, size - last - 1) >= 0) {
        throw new Malformed("a position beyond the last of " + size);
      }
      last += gap + 1;
      found.accept(last);
    }
  }
}
