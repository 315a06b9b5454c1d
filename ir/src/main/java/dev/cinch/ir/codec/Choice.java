// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * The coder that writes a sequence in the fewest bits; among equals the first that was tried.
 *
 * @param coder the coder
 * @param bits all that it writes: its description and every integer
 */
record Choice(Coder coder, long bits) {

  /** Beyond this many integers a table costs nothing worth a second look. */
  private static final long FEW = 4096;

  /** Tries every coder with every parameter. */
  static Choice of(Sequence sequence) {
    Histogram finest = Histogram.of(sequence);
    Choice best = packed(finest);
    if (finest.size() <= FEW && Long.compareUnsigned(finest.max(), ExponentialGolomb.MAX) <= 0) {
      for (int order = 0; order < 1 << ExponentialGolomb.ORDER_BITS; order++) {
        best = smaller(best, golomb(sequence, new ExponentialGolomb(order)));
      }
    }
    for (int kept = finest.kept(); kept >= 0; kept--) {
      best = smaller(best, huffman(finest.coarser(kept), best));
    }
    return best;
  }

  private static Choice smaller(Choice one, Choice other) {
    return other.bits < one.bits ? other : one;
  }

  private static Choice packed(Histogram histogram) {
    int width = 64 - Long.numberOfLeadingZeros(histogram.max());
    Packed coder = new Packed(histogram.size() > Coder.MAX_FREE ? Math.max(1, width) : width);
    return new Choice(coder, described(coder) + histogram.size() * coder.width());
  }

  private static Choice golomb(Sequence sequence, ExponentialGolomb coder) {
    long[] bits = {described(coder)};
    sequence.forEach(value -> bits[0] += coder.bits(value));
    return new Choice(coder, bits[0]);
  }

  private static Choice huffman(Histogram histogram, Choice otherwise) {
    int[] tokens = histogram.tokens();
    long[] counts = histogram.counts();
    boolean free = tokens.length == 1 && Token.lowBits(tokens[0], histogram.kept()) == 0;
    if (tokens.length == 0
        || tokens[tokens.length - 1] >= LengthTable.MAX_TOKENS
        || (free && histogram.size() > Coder.MAX_FREE)) {
      return otherwise;
    }
    byte[] lengths = HuffmanLengths.of(counts);
    Huffman coder = new Huffman(histogram.kept(), new PrefixCode(tokens, lengths));
    long bits = described(coder);
    for (int k = 0; k < tokens.length; k++) {
      bits += counts[k] * (lengths[k] + Token.lowBits(tokens[k], histogram.kept()));
    }
    return new Choice(coder, bits);
  }

  private static long described(Coder coder) {
    CostCounter scratch = new CostCounter();
    coder.describe(scratch);
    return scratch.bits();
  }
}
