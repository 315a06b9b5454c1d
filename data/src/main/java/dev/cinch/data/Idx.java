// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * One array in the idx format of the MNIST database (LeCun, Cortes, Burges), plain or
 * gzip-compressed, which the content tells: two zero bytes, a type, a rank, the extents and the
 * numbers, all big-endian.
 */
public final class Idx {

  private static final int GZIP = 0x1f8b;

  private Idx() {}

  /** Reads an array of integers or floats. */
  public static Result<Tensor> read(Path file) {
    return Reading.of(
        file,
        () -> {
          long size = Files.size(file);
          try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(2);
            int start = in.read() << 8 | in.read();
            in.reset();
            return start == GZIP ? compressed(in, size) : plain(in, size);
          }
        });
  }

  private static Tensor plain(InputStream in, long size) throws IOException {
    Numbers numbers = header(in);
    numbers.requireExactly(size - 4 - 4L * numbers.shape().rank());
    return numbers.read(in);
  }

  private static Tensor compressed(InputStream in, long size) throws IOException {
    try (InputStream inflated = new BufferedInputStream(new GZIPInputStream(in, 1 << 16))) {
      Numbers numbers = header(inflated);
      numbers.requireWithin(size);
      Tensor tensor = numbers.read(inflated);
      if (inflated.read() >= 0) {
        throw new FormatException(
            "the header claims [" + numbers.shape() + "], but more bytes follow");
      }
      return tensor;
    }
  }

  private static Numbers header(InputStream in) throws IOException {
    byte[] start = in.readNBytes(4);
    if (start.length < 4 || start[0] != 0 || start[1] != 0) {
      throw new FormatException("this is no idx file: it does not begin with two zero bytes");
    }
    Element element =
        switch (start[2]) {
          case 0x08 -> Element.UINT8;
          case 0x09 -> Element.INT8;
          case 0x0B -> Element.INT16;
          case 0x0C -> Element.INT32;
          case 0x0D -> Element.FLOAT32;
          case 0x0E -> Element.FLOAT64;
          default ->
              throw new FormatException(
                  "idx numbers of type 0x%02x are not known".formatted(start[2]));
        };
    int rank = start[3] & 0xFF;
    if (rank < 1 || rank > Shape.MAX_RANK) {
      throw new FormatException("an idx array of rank " + rank + " cannot be");
    }
    byte[] extents = in.readNBytes(4 * rank);
    if (extents.length < 4 * rank) {
      throw new FormatException("the file ends inside its header");
    }
    DataInputStream words = new DataInputStream(new java.io.ByteArrayInputStream(extents));
    long[] dims = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = words.readInt() & 0xFFFFFFFFL;
    }
    try {
      return new Numbers(element, ByteOrder.BIG_ENDIAN, Shape.of(dims));
    } catch (IllegalArgumentException e) {
      throw new FormatException("a shape that cannot be: " + e.getMessage());
    }
  }
}
