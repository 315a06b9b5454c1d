// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.function.Consumer;

/**
 * The numbers of a tensor as integers, and in row-major order without a model: floating point as
 * the bits it consists of, raw integers by the smallest {@link Choice}, signed ones zigzagged.
 */
final class Numbers {

  /** What the coder of bit patterns is called. */
  private static final String PLAIN = "plain";

  private Numbers() {}

  /** A number as an integer: the bit pattern of floating point, or the raw integer. */
  static long bits(Tensor tensor, long index) {
    return tensor.type().isFloat() ? tensor.bitsAt(index) : tensor.rawAt(index);
  }

  /** Writes an integer that {@link #bits} gave. */
  static void set(TensorWriter out, long index, long bits) throws Malformed {
    switch (out.type().number()) {
      case FloatType _ -> out.setBits(index, bits);
      case Fixed fixed -> out.setRaw(index, required(fixed, bits));
      case Affine affine -> out.setRaw(index, required(affine.raw(), bits));
    }
  }

  private static long required(Fixed range, long raw) throws Malformed {
    if (!range.holds(raw)) {
      throw new Malformed(raw + " is outside " + range);
    }
    return raw;
  }

  private static boolean hasSign(FloatType number) {
    return Floats.places(number) >= 0;
  }

  /** Whether a number is below zero, or a negative zero, as far as models tell signs apart. */
  static boolean isNegative(Tensor tensor, long index) {
    return switch (tensor.type().number()) {
      case FloatType number ->
          hasSign(number) && tensor.bitsAt(index) >>> (number.width() - 1) != 0;
      case Fixed _, Affine _ -> tensor.rawAt(index) < 0;
    };
  }

  /** The magnitude of a number: what {@link #bits} leaves without the sign, unsigned. */
  static long magnitude(Tensor tensor, long index) {
    return switch (tensor.type().number()) {
      case FloatType number -> tensor.bitsAt(index) & most(number, false);
      case Fixed _, Affine _ -> Math.abs(tensor.rawAt(index));
    };
  }

  /** Bits of the place of the highest bit of a magnitude. */
  static int exponentBits(NumberType type) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(type.width() - 1);
  }

  /** The greatest magnitude of a sign, unsigned. */
  static long most(NumberType type, boolean negative) {
    return switch (type) {
      case FloatType number -> (1L << (number.width() - (hasSign(number) ? 1 : 0))) - 1;
      case Fixed fixed -> negative ? -fixed.min() : fixed.max();
      case Affine affine -> most(affine.raw(), negative);
    };
  }

  /** The number of a sign and a magnitude. */
  static long value(NumberType type, boolean negative, long magnitude) {
    return switch (type) {
      case FloatType number -> magnitude | (negative ? 1L << (number.width() - 1) : 0);
      case Fixed _, Affine _ -> negative ? -magnitude : magnitude;
    };
  }

  /** Writes the numbers from an index on; nothing at all for none. */
  static void write(BitSink out, Tensor tensor, long from) {
    if (from >= tensor.size()) {
      return;
    }
    switch (tensor.type().number()) {
      case FloatType number -> writeFloats(out, tensor, number, from);
      case Fixed _, Affine _ -> {
        Sequence raws = raws(tensor, from);
        write(out, raws, Choice.of(raws).coder());
      }
    }
  }

  /** How many bits {@link #write} takes for all numbers. */
  static long bits(Tensor tensor) {
    return switch (tensor.type().number()) {
      case FloatType number -> tensor.size() * number.width();
      case Fixed _, Affine _ -> tensor.size() == 0 ? 0 : Choice.of(raws(tensor, 0)).bits();
    };
  }

  private static void writeFloats(BitSink out, Tensor tensor, FloatType number, long from) {
    for (long i = from; i < tensor.size(); i++) {
      out.put(tensor.bitsAt(i), number.width());
    }
  }

  /** The raw integers of a tensor from an index on, as they are written. */
  static Sequence raws(Tensor tensor, long from) {
    boolean signed =
        switch (tensor.type().number()) {
          case FloatType _ -> false;
          case Fixed fixed -> fixed.signed();
          case Affine affine -> affine.signed();
        };
    return consumer -> {
      for (long i = from; i < tensor.size(); i++) {
        long raw = tensor.rawAt(i);
        consumer.accept(signed ? BitSink.zigzag(raw) : raw);
      }
    };
  }

  /** Writes a sequence and which coder it is written by. */
  static void write(BitSink out, Sequence sequence, Coder coder) {
    coder.describe(out);
    sequence.forEach(value -> coder.put(out, value));
  }

  /** Reads the numbers from an index on; those in front of it are zero bits. */
  static Tensor read(BitSource in, TensorType type, long from) throws Malformed {
    return read(in, type, from, _ -> {});
  }

  /** Reads numbers and tells by what they are written. */
  static Tensor read(BitSource in, TensorType type, long from, Consumer<String> coder)
      throws Malformed {
    long size = type.shape().size();
    if (from >= size) {
      return Tensor.writer(type).finish();
    }
    return switch (type.number()) {
      case FloatType number -> {
        coder.accept(PLAIN);
        yield readFloats(in, type, number, from);
      }
      case Fixed fixed -> readRaws(in, type, fixed.signed(), from, coder);
      case Affine affine -> readRaws(in, type, affine.signed(), from, coder);
    };
  }

  private static Tensor readFloats(BitSource in, TensorType type, FloatType number, long from)
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

  private static Tensor readRaws(
      BitSource in, TensorType type, boolean signed, long from, Consumer<String> named)
      throws Malformed {
    Coder coder = Coder.read(in, type.shape().size() - from);
    named.accept(coder.name());
    TensorWriter out = Tensor.writer(type);
    for (long i = from; i < type.shape().size(); i++) {
      long value = coder.next(in);
      set(out, i, signed ? BitSource.unzigzag(value) : value);
    }
    return out.finish();
  }
}
