// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The numbers of a tensor in row-major order: floating point as the bits it consists of, raw
 * integers by the smallest {@link Choice}, signed ones zigzagged.
 */
final class Numbers {

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Numbers() {}

  /** Writes the numbers from an index on; nothing at all for none. */
  static void write(BitWriter out, Tensor tensor, long from) {
    if (from >= tensor.size()) {
      return;
    }
    switch (tensor.type().number()) {
      case FloatType number -> writeFloats(out, tensor.segment(), number, from);
      case Fixed fixed -> writeRaws(out, tensor, fixed.signed(), from);
      case Affine affine -> writeRaws(out, tensor, affine.signed(), from);
    }
  }

  private static void writeFloats(
      BitWriter out, MemorySegment segment, FloatType number, long from) {
    long count = segment.byteSize() / number.carrierBytes();
    out.reserve((count - from) * number.width());
    for (long i = from; i < count; i++) {
      long bits =
          number == FloatType.F32 ? segment.getAtIndex(INT, i) : segment.getAtIndex(LONG, i);
      out.put(bits, number.width());
    }
  }

  private static void writeRaws(BitWriter out, Tensor tensor, boolean signed, long from) {
    Sequence raws =
        consumer -> {
          for (long i = from; i < tensor.size(); i++) {
            long raw = tensor.rawAt(i);
            consumer.accept(signed ? BitWriter.zigzag(raw) : raw);
          }
        };
    Choice choice = Choice.of(raws);
    choice.coder().describe(out);
    out.reserve(choice.bits());
    raws.forEach(value -> choice.coder().put(out, value));
  }

  /** Reads the numbers from an index on; those in front of it are zero bits. */
  static Tensor read(BitReader in, TensorType type, long from) throws Malformed {
    long size = type.shape().size();
    if (from >= size) {
      return Tensor.writer(type).finish();
    }
    return switch (type.number()) {
      case FloatType number -> readFloats(in, type, number, from);
      case Fixed fixed -> readRaws(in, type, fixed, from);
      case Affine affine -> readRaws(in, type, affine.raw(), from);
    };
  }

  private static Tensor readFloats(BitReader in, TensorType type, FloatType number, long from)
      throws Malformed {
    long size = type.shape().size();
    if (size - from > in.remaining() / number.width()) {
      throw new Malformed(size - from + " numbers in " + in.remaining() + " bits");
    }
    TensorWriter out = Tensor.writer(type);
    MemorySegment segment = out.segment();
    for (long i = from; i < size; i++) {
      long bits = in.take(number.width());
      if (number == FloatType.F32) {
        segment.setAtIndex(INT, i, (int) bits);
      } else {
        segment.setAtIndex(LONG, i, bits);
      }
    }
    return out.finish();
  }

  private static Tensor readRaws(BitReader in, TensorType type, Fixed range, long from)
      throws Malformed {
    long size = type.shape().size();
    Coder coder = Coder.read(in, size - from);
    TensorWriter out = Tensor.writer(type);
    for (long i = from; i < size; i++) {
      long value = coder.next(in);
      long raw = range.signed() ? BitReader.unzigzag(value) : value;
      if (!range.holds(raw)) {
        throw new Malformed(raw + " is outside " + range);
      }
      out.setRaw(i, raw);
    }
    return out.finish();
  }
}
