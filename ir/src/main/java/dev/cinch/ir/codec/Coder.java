// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/** Writes unsigned 64-bit integers as bits and reads them back. */
sealed interface Coder permits Packed, ExponentialGolomb, Huffman {

  /** The most integers that may be written in no bits at all. */
  long MAX_FREE = 1 << 20;

  /** Bits that tell the coders apart. */
  int TAG_BITS = 2;

  /** What it is called. */
  String name();

  /** Writes which coder this is and its parameters. */
  void describe(BitSink out);

  /** Writes one integer. */
  void put(BitSink out, long value);

  /** Reads one integer. */
  long next(BitSource in) throws Malformed;

  /** The fewest bits that an integer takes. */
  int leastBits();

  /**
   * Reads which coder follows.
   *
   * @param count how many integers there will be; refused where the rest is too short for them
   */
  static Coder read(BitSource in, long count) throws Malformed {
    int tag = (int) in.take(TAG_BITS);
    Coder coder =
        switch (tag) {
          case Packed.TAG -> Packed.read(in);
          case ExponentialGolomb.TAG -> ExponentialGolomb.read(in);
          case Huffman.TAG -> Huffman.read(in);
          default -> throw new Malformed("coder " + tag);
        };
    int least = coder.leastBits();
    if (count > (least == 0 ? MAX_FREE : in.remaining() / least)) {
      throw new Malformed(count + " numbers in " + in.remaining() + " bits");
    }
    return coder;
  }
}
