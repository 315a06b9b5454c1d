// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * A file for the numbers of large tensors, so that the text beside it stays readable. The text says
 * where each lies, in ONNX's form of external data.
 */
public final class SideFile {

  /** Tensors of at most so many numbers stand in the text. */
  private static final long INLINE = 32;

  private static final int COPIED_AT_ONCE = 1 << 26;

  private final String name;
  private final OutputStream out;
  private long written;

  /**
   * A file.
   *
   * @param name its name, as the text will state it: relative to the text's folder
   * @param out takes its bytes; the caller closes it
   */
  public SideFile(String name, OutputStream out) {
    this.name = name;
    this.out = out;
  }

  /** Whether a tensor of a type belongs here. */
  public static boolean takes(TensorType type) {
    return type.shape().size() > INLINE;
  }

  /** Bytes so far. */
  public long written() {
    return written;
  }

  /**
   * Appends a tensor.
   *
   * @return its place, as external data: {@code ["location": "m.bin", "offset": "0", ...]}
   * @throws UncheckedIOException when it cannot be written
   */
  String put(Tensor tensor) {
    try {
      long start = written;
      int bits = packedBits(tensor.type().number());
      if (bits < Byte.SIZE) {
        pack(tensor, bits);
      } else {
        for (long from = 0; from < tensor.type().bytes(); from += COPIED_AT_ONCE) {
          long size = Math.min(COPIED_AT_ONCE, tensor.type().bytes() - from);
          ByteBuffer bytes = tensor.segment().asSlice(from, size).asByteBuffer();
          byte[] copy = new byte[(int) size];
          bytes.get(copy);
          out.write(copy);
        }
        written += tensor.type().bytes();
      }
      return "[\"location\": %s, \"offset\": \"%d\", \"length\": \"%d\"]"
          .formatted(Names.string(name), start, written - start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bits of an element in ONNX's raw form: elements of 2 and 4 bits share bytes. */
  private static int packedBits(NumberType number) {
    return switch (number) {
      case FloatType.F4E2M1 -> 4;
      case Fixed fixed when Literals.isNative(fixed) && !fixed.equals(Fixed.BOOL) ->
          Math.min(fixed.width(), Byte.SIZE);
      case NumberType _ -> Byte.SIZE;
    };
  }

  private void pack(Tensor tensor, int bits) throws IOException {
    int each = Byte.SIZE / bits;
    byte[] packed = new byte[Math.toIntExact(Math.ceilDiv(tensor.size(), (long) each))];
    for (long i = 0; i < tensor.size(); i++) {
      long number = tensor.type().isFloat() ? tensor.bitsAt(i) : tensor.rawAt(i);
      packed[(int) (i / each)] |= (byte) ((number & ((1L << bits) - 1)) << (i % each * bits));
    }
    out.write(packed);
    written += packed.length;
  }
}
