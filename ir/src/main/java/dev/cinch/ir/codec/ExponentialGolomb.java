// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * The exponential Golomb code (Teuhola 1978), which needs no table: {@link BitSink#putSmall} of the
 * integer without its {@code order} low bits, which follow. For a few integers only.
 *
 * @param order 0 to 31
 */
record ExponentialGolomb(int order) implements Coder {

  static final int TAG = 1;
  static final int ORDER_BITS = 5;

  /** The largest integer that it writes whatever the order. */
  static final long MAX = (1L << 61) - 1;

  static ExponentialGolomb read(BitSource in) throws Malformed {
    return new ExponentialGolomb((int) in.take(ORDER_BITS));
  }

  @Override
  public String name() {
    return "golomb";
  }

  @Override
  public void describe(BitSink out) {
    out.put(TAG, TAG_BITS);
    out.put(order, ORDER_BITS);
  }

  /** How many bits {@link #put} writes. */
  long bits(long value) {
    return BitSink.smallBits(value >>> order) + order;
  }

  @Override
  public void put(BitSink out, long value) {
    out.putCount(value, order);
  }

  @Override
  public long next(BitSource in) throws Malformed {
    return in.takeCount(order);
  }

  @Override
  public int leastBits() {
    return order + 1;
  }
}
