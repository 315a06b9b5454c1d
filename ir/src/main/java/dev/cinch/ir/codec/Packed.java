// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * Every integer in the same number of bits.
 *
 * @param width 0 to 64
 */
record Packed(int width) implements Coder {

  static final int TAG = 0;
  private static final int WIDTH_BITS = 7;

  static Packed read(BitSource in) throws Malformed {
    int width = (int) in.take(WIDTH_BITS);
    if (width > Long.SIZE) {
      throw new Malformed("numbers of " + width + " bits");
    }
    return new Packed(width);
  }

  @Override
  public String name() {
    return "packed";
  }

  @Override
  public void describe(BitSink out) {
    out.put(TAG, TAG_BITS);
    out.put(width, WIDTH_BITS);
  }

  @Override
  public void put(BitSink out, long value) {
    out.put(value, width);
  }

  @Override
  public long next(BitSource in) throws Malformed {
    return in.take(width);
  }

  @Override
  public int leastBits() {
    return width;
  }
}
