// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Result;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One NumPy array in a {@code .npy} file. Every numeric type but complex and long double is read,
 * in either byte order and either index order; versions 1 to 3 of the format.
 */
public final class Npy {

  private static final int CHUNK = 1 << 16;

  private Npy() {}

  /** Reads an array: floats as floats (binary16 as single precision), integers as integers. */
  public static Result<Tensor> read(Path file) {
    return Reading.of(
        file,
        () -> {
          long size = Files.size(file);
          try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, size, size);
          }
        });
  }

  /**
   * Reads an array of which header and numbers take exactly {@code size} bytes, that many
   * compressed ones.
   */
  static Tensor read(InputStream in, long size, long compressed) throws IOException {
    NpyHeader header = NpyHeader.read(in);
    Numbers numbers = header.numbers();
    numbers.requireExactly(size - header.bytes());
    numbers.requireWithin(compressed);
    if (!header.fortran() || numbers.shape().rank() < 2) {
      return numbers.read(in);
    }
    long[] dims = numbers.shape().dims();
    long[] reversed = new long[dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      reversed[axis] = dims[dims.length - 1 - axis];
    }
    Numbers columns = new Numbers(numbers.element(), numbers.order(), Shape.of(reversed));
    return transposed(columns.read(in), numbers.shape());
  }

  /** The tensor with its axes in reverse order. */
  private static Tensor transposed(Tensor tensor, Shape shape) {
    TensorWriter out = Tensor.writer(tensor.type().with(shape));
    long[] index = new long[shape.rank()];
    long[] strides = new long[shape.rank()];
    long[] reversed = tensor.shape().strides();
    for (int axis = 0; axis < index.length; axis++) {
      strides[axis] = reversed[index.length - 1 - axis];
    }
    int bytes = tensor.type().number().carrierBytes();
    long from = 0;
    for (long to = 0; to < shape.size(); to++) {
      MemorySegment.copy(tensor.segment(), from * bytes, out.segment(), to * bytes, bytes);
      for (int axis = index.length - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++index[axis] < shape.dim(axis)) {
          break;
        }
        from -= strides[axis] * shape.dim(axis);
        index[axis] = 0;
      }
    }
    return out.finish();
  }

  /**
   * Writes a tensor as version 1.0, little-endian, row-major. Floats and integers keep their
   * numbers; fixed-point numbers with a fraction and affine ones are written as the real numbers
   * they stand for, in double precision.
   */
  public static void write(OutputStream out, Tensor tensor) throws IOException {
    Tensor numbers = isPlain(tensor) ? tensor : reals(tensor);
    // As NumPy prints tuples: (2, 3), (2,), ().
    String tuple =
        switch (numbers.shape().rank()) {
          case 0 -> "()";
          case 1 -> "(" + numbers.shape().dim(0) + ",)";
          default -> "(" + numbers.shape().toString().replace(",", ", ") + ")";
        };
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(descr(numbers.type()), tuple);
    // The numbers start at a multiple of 64; the header ends with a newline.
    int padding = Math.floorMod(-(10 + text.length() + 1), 64);
    byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(header.length);
    out.write(header.length >> 8);
    out.write(header);
    MemorySegment segment = numbers.segment();
    for (long at = 0; at < segment.byteSize(); at += CHUNK) {
      long length = Math.min(CHUNK, segment.byteSize() - at);
      out.write(segment.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private static boolean isPlain(Tensor tensor) {
    return switch (tensor.type().number()) {
      case FloatType _ -> true;
      case Fixed fixed -> fixed.fraction() == 0;
      case Affine _ -> false;
    };
  }

  private static Tensor reals(Tensor tensor) {
    TensorWriter out = Tensor.writer(tensor.type().with(FloatType.F64));
    for (long i = 0; i < tensor.size(); i++) {
      out.setValue(i, tensor.valueAt(i));
    }
    return out.finish();
  }

  private static String descr(TensorType type) {
    int bytes = type.number().carrierBytes();
    String kind =
        switch (type.number()) {
          case FloatType _ -> "f";
          case Fixed fixed -> fixed.signed() ? "i" : "u";
          case Affine affine -> affine.signed() ? "i" : "u";
        };
    return (bytes == 1 ? "|" : "<") + kind + bytes;
  }
}
