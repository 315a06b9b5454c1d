// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A block of numbers in a file, row-major.
 *
 * @param element how each number lies there
 * @param order which byte of a number comes first
 * @param shape how many there are
 */
record Numbers(Element element, ByteOrder order, Shape shape) {

  /** The most bytes that one array may have, in the file or in memory: 2 GiB. */
  static final long LIMIT = 1L << 31;

  /** What deflate can make of one byte at the most (1032), rounded up. */
  private static final long EXPANSION = 1040;

  private static final int CHUNK = 1 << 16;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes of the block in the file. */
  long bytes() throws FormatException {
    try {
      long bytes = Math.multiplyExact(shape.size(), (long) element.bytes());
      if (Math.multiplyExact(shape.size(), (long) element.number().carrierBytes()) <= LIMIT) {
        return bytes;
      }
    } catch (ArithmeticException _) {
      // Beyond the limit all the same.
    }
    throw new FormatException("an array of [" + shape + "] is above the limit of 2 GiB");
  }

  /** Checks the block against the bytes that are there. */
  void requireExactly(long available) throws FormatException {
    if (bytes() != available) {
      throw new FormatException(
          "the header claims [%s], which takes %d bytes, but %d follow"
              .formatted(shape, bytes(), available));
    }
  }

  /** Checks that this many compressed bytes can hold the block, before anything is allocated. */
  void requireWithin(long compressed) throws FormatException {
    if (bytes() / EXPANSION > compressed) {
      throw new FormatException(
          "the header claims [%s], which takes %d bytes, but the %d compressed bytes cannot hold so"
                  .formatted(shape, bytes(), compressed)
              + " many");
    }
  }

  /**
   * Reads the block and leaves the stream behind its last byte.
   *
   * @throws FormatException when the stream ends too early
   */
  Tensor read(InputStream in) throws IOException {
    long bytes = bytes();
    TensorWriter writer = Tensor.writer(new TensorType(element.number(), shape));
    MemorySegment out = writer.segment();
    byte[] chunk = new byte[CHUNK];
    for (long done = 0; done < bytes; ) {
      int length = (int) Math.min(CHUNK, bytes - done);
      int got = in.readNBytes(chunk, 0, length);
      if (got < length) {
        throw new FormatException(
            "the header claims [%s], which takes %d bytes, but the file ends after %d"
                .formatted(shape, bytes, done + got));
      }
      store(chunk, length, out, done);
      done += length;
    }
    return writer.finish();
  }

  /**
   * Stores whole numbers; a chunk never cuts one, its length being a multiple of 8 but the last.
   */
  private void store(byte[] chunk, int length, MemorySegment out, long at) throws FormatException {
    ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, length).order(order);
    switch (element) {
      case BOOL, UINT8, INT8 ->
          MemorySegment.copy(chunk, 0, out, ValueLayout.JAVA_BYTE, at, length);
      case UINT16, INT16, UINT32, INT32, INT64, FLOAT32, FLOAT64 -> {
        if (order == ByteOrder.BIG_ENDIAN) {
          reverse(chunk, length);
        }
        MemorySegment.copy(chunk, 0, out, ValueLayout.JAVA_BYTE, at, length);
      }
      case UINT64 -> {
        while (buffer.hasRemaining()) {
          if (buffer.getLong() < 0) {
            throw new FormatException("an unsigned number of 2^63 or more");
          }
        }
        if (order == ByteOrder.BIG_ENDIAN) {
          reverse(chunk, length);
        }
        MemorySegment.copy(chunk, 0, out, ValueLayout.JAVA_BYTE, at, length);
      }
      case FLOAT16 -> {
        for (long index = at / 2; buffer.hasRemaining(); index++) {
          out.setAtIndex(FLOAT, index, Float.float16ToFloat(buffer.getShort()));
        }
      }
    }
  }

  /** Turns the bytes of each number around. */
  private void reverse(byte[] chunk, int length) {
    int width = element.bytes();
    for (int start = 0; start < length; start += width) {
      for (int i = start, j = start + width - 1; i < j; i++, j--) {
        byte kept = chunk[i];
        chunk[i] = chunk[j];
        chunk[j] = kept;
      }
    }
  }
}
