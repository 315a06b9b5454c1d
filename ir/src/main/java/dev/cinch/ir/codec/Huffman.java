// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * A canonical Huffman code over the {@link Token} of each integer, whose low bits follow.
 *
 * @param kept how many bits a token keeps
 * @param code the code over the tokens
 */
record Huffman(int kept, PrefixCode code) implements Coder {

  static final int TAG = 2;
  private static final int KEPT_BITS = 5;

  static Huffman read(BitSource in) throws Malformed {
    int kept = (int) in.take(KEPT_BITS);
    if (kept > Token.MAX_KEPT) {
      throw new Malformed("tokens of " + kept + " bits");
    }
    return new Huffman(kept, LengthTable.read(in, Token.count(Long.SIZE, kept)));
  }

  @Override
  public String name() {
    return "huffman";
  }

  @Override
  public void describe(BitSink out) {
    out.put(TAG, TAG_BITS);
    out.put(kept, KEPT_BITS);
    LengthTable.write(out, code.tokens(), code.lengths());
  }

  @Override
  public void put(BitSink out, long value) {
    int token = Token.of(value, kept);
    code.put(out, token);
    out.put(value, Token.lowBits(token, kept));
  }

  @Override
  public long next(BitSource in) throws Malformed {
    int token = code.next(in);
    return Token.base(token, kept) | in.take(Token.lowBits(token, kept));
  }

  @Override
  public int leastBits() {
    int least = Integer.MAX_VALUE;
    for (int k = 0; k < code.tokens().length; k++) {
      least = Math.min(least, code.lengths()[k] + Token.lowBits(code.tokens()[k], kept));
    }
    return least;
  }
}
