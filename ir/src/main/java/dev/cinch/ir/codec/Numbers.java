// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;

/**
 * The numbers of a tensor in row-major order: floating point as the bits it consists of, raw
 * integers by the smallest {@link Choice}, signed ones zigzagged.
 */
final class Numbers {

  private Numbers() {}

  /** Writes the numbers from an index on; nothing at all for none. */
  static void write(BitWriter out, Tensor tensor, long from) {
    if (from >= tensor.size()) {
      return;
    }
    switch (tensor.type().number()) {
      case FloatType number -> writeFloats(out, tensor, number, from);
      case Fixed fixed -> writeRaws(out, tensor, fixed.signed(), from);
      case Affine affine -> writeRaws(out, tensor, affine.signed(), from);
    }
  }

  private static void writeFloats(BitWriter out, Tensor tensor, FloatType number, long from) {
    out.reserve((tensor.size() - from) * number.width());
    for (long i = from; i < tensor.size(); i++) {
      out.put(tensor.bitsAt(i), number.width());
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
    for (long i = from; i < size; i++) {
      out.setBits(i, in.take(number.width()));
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
