// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.weight.Weight;

/**
 * Weights as bytes, one self-describing stream each, and back without loss. Positions are coded
 * relative to each other, shared values by their codes, and all integers by a canonical Huffman
 * code (Deep Compression, Han et al., ICLR 2016, sections 2 to 4); where something simpler takes
 * fewer bits, that is written. The same weight gives the same bytes. {@code docs/formats.md} has
 * the layout.
 */
public final class WeightCodec {

  /** Version of the streams that are written. Older ones are read, newer ones refused. */
  public static final int VERSION = 1;

  /**
   * The most elements of a tensor that is read: a sparse one may be far larger than its stream, and
   * its positions take an eighth of a byte for each element.
   */
  public static final long MAX_ELEMENTS = 1L << 31;

  private WeightCodec() {}

  /**
   * The stream of a weight.
   *
   * @throws IllegalArgumentException when the stream would be longer than a Java array, about 2 GiB
   */
  public static byte[] write(Weight weight) {
    return WeightWriter.write(weight);
  }

  /**
   * Reads a stream; any bytes may be given.
   *
   * @param origin what to name in diagnostics: {@code weight.version} for a stream that a newer
   *     Cinch wrote, {@code weight.malformed} for bytes that are no stream
   */
  public static Result<Weight> read(byte[] stream, Origin origin) {
    return read(stream, origin, MAX_ELEMENTS);
  }

  /** Reads a stream whose tensor has at most {@code maxElements} elements. */
  public static Result<Weight> read(byte[] stream, Origin origin, long maxElements) {
    BitReader in = new BitReader(stream);
    try {
      long version = in.takeVarint();
      if (version > VERSION) {
        String text = "weight stream version " + version + " is newer than " + VERSION;
        return Result.failed(
            Diagnostic.error("weight.version", origin, text, "read it with a newer Cinch"));
      }
      if (version < 1) {
        throw new Malformed("version " + version);
      }
      return Result.ok(new WeightReader(in).read(Math.min(maxElements, MAX_ELEMENTS)));
    } catch (Malformed e) {
      String where = " at byte " + in.position() / 8 + " of " + stream.length;
      return Result.failed(
          Diagnostic.error(
              "weight.malformed",
              origin,
              "not a weight stream: " + e.getMessage() + where,
              "the file is damaged"));
    }
  }
}
