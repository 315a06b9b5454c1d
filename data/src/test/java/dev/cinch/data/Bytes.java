// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of numbers as other programs write them, byte by byte. */
final class Bytes {
  private Bytes() {}

  /** A version 1.0 {@code .npy} with the dictionary as given. */
  static byte[] npy(String dictionary, byte[] numbers) {
    byte[] header = (dictionary + "\n").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + header.length + numbers.length)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .put((byte) header.length)
        .put((byte) (header.length >> 8))
        .put(header)
        .put(numbers)
        .array();
  }

  static byte[] npy(String descr, String shape, int... numbers) {
    return npy(
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape),
        bytes(numbers));
  }

  static byte[] idx(int type, int[] dims, byte[] numbers) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dims.length + numbers.length);
    file.put(new byte[] {0, 0, (byte) type, (byte) dims.length});
    for (int dim : dims) {
      file.putInt(dim);
    }
    return file.put(numbers).array();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A CIFAR-10 batch: planes that begin with the label, 100 and 200 more, and end with 255. */
  static byte[] cifar(int... labels) {
    byte[] bytes = new byte[3073 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      int at = 3073 * i;
      bytes[at] = (byte) labels[i];
      for (int plane = 0; plane < 3; plane++) {
        bytes[at + 1 + 1024 * plane] = (byte) (labels[i] + 100 * plane);
      }
      bytes[at + 3072] = (byte) 255;
    }
    return bytes;
  }
}
