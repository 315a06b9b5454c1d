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
  public static final int VERSION = 2;

  /** Version of streams whose first byte is the version and whose bits are plain. */
  static final int FIRST_VERSION = 1;

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
    return decode(stream, origin, maxElements).map(Decoded::weight);
  }

  /** Reads a stream and tells what its bits are for; any bytes may be given. */
  public static Result<StreamParts> parts(byte[] stream, Origin origin) {
    return decode(stream, origin, MAX_ELEMENTS).map(Decoded::parts);
  }

  /**
   * What a stream says.
   *
   * @param weight the weight
   * @param parts what its bits are for
   */
  public record Decoded(Weight weight, StreamParts parts) {}

  /** Reads a stream whose tensor has at most {@code maxElements} elements, and its parts. */
  public static Result<Decoded> decode(byte[] stream, Origin origin, long maxElements) {
    int version = version(stream);
    if (version > VERSION) {
      String text = "weight stream version " + version + " is newer than " + VERSION;
      return Result.failed(
          Diagnostic.error("weight.version", origin, text, "read it with a newer Cinch"));
    }
    long most = Math.min(maxElements, MAX_ELEMENTS);
    return version == VERSION ? readRange(stream, origin, most) : readPlain(stream, origin, most);
  }

  /** Four bits in front; version 1 has a whole byte instead, which starts with four zeros. */
  private static int version(byte[] stream) {
    int first = stream.length == 0 ? 0 : stream[0] & 0xFF;
    int version = first >>> (Byte.SIZE - WeightWriter.VERSION_BITS);
    return version == 0 ? FIRST_VERSION : version;
  }

  private static Result<Decoded> readRange(byte[] stream, Origin origin, long maxElements) {
    RangeDecoder in = new RangeDecoder(stream);
    try {
      in.take(WeightWriter.VERSION_BITS);
      WeightReader reader = new WeightReader(in, stream.length);
      return Result.ok(
          new Decoded(reader.read(maxElements), reader.sections().parts(stream.length)));
    } catch (Malformed e) {
      return malformed(e, in.settled(), stream, origin);
    }
  }

  private static Result<Decoded> readPlain(byte[] stream, Origin origin, long maxElements) {
    BitReader in = new BitReader(stream);
    try {
      if (in.takeVarint() != FIRST_VERSION) {
        throw new Malformed("no version");
      }
      PlainReader reader = new PlainReader(in);
      return Result.ok(
          new Decoded(reader.read(maxElements), reader.sections().parts(stream.length)));
    } catch (Malformed e) {
      return malformed(e, in.position() / 8, stream, origin);
    }
  }

  private static <T> Result<T> malformed(Malformed e, long at, byte[] stream, Origin origin) {
    String where = " at byte " + at + " of " + stream.length;
    return Result.failed(
        Diagnostic.error(
            "weight.malformed",
            origin,
            "not a weight stream: " + e.getMessage() + where,
            "the file is damaged"));
  }
}
