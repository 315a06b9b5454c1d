// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * The exponential Golomb code (Teuhola 1978), which needs no table: {@link BitWriter#putSmall} of
 * the integer without its {@code order} low bits, which follow. For a few integers only.
 *
 * @param order 0 to 31
 */
record ExponentialGolomb(int order) implements Coder {

  static final int TAG = 1;
  static final int ORDER_BITS = 5;

  /** The largest integer that it writes whatever the order. */
  static final long MAX = (1L << 61) - 1;

  static ExponentialGolomb read(BitReader in) throws Malformed {
    return new ExponentialGolomb((int) in.take(ORDER_BITS));
  }

  @Override
  public void describe(BitWriter out) {
    out.put(TAG, TAG_BITS);
    out.put(order, ORDER_BITS);
  }

  /** How many bits {@link #put} writes. */
  long bits(long value) {
    return BitWriter.smallBits(value >>> order) + order;
  }

  @Override
  public void put(BitWriter out, long value) {
    out.putSmall(value >>> order);
    out.put(value, order);
  }

  @Override
  public long next(BitReader in) throws Malformed {
    long high = in.takeSmall();
    if (high >>> (Long.SIZE - 1 - order) != 0) {
      throw new Malformed("a number of more than 63 bits");
    }
    return high << order | in.take(order);
  }

  @Override
  public int leastBits() {
    return order + 1;
  }
}
