// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A folder with the binary version of CIFAR-10 (Krizhevsky 2009): {@code data_batch_1.bin} to
 * {@code data_batch_5.bin} and {@code test_batch.bin}, or a folder that holds them as {@code
 * cifar-10-batches-bin}. A record is a label and the red, green and blue plane of an image of 32 x
 * 32, a byte each. A part of which a file is missing is refused.
 */
final class CifarFolder {

  private static final String INNER = "cifar-10-batches-bin";
  private static final int CLASSES = 10;
  private static final int PIXELS = 3 * 32 * 32;
  private static final int RECORD = 1 + PIXELS;
  private static final int BATCHES = 5;

  private CifarFolder() {}

  /** Whether the folder holds any of the files. */
  static boolean matches(Path folder) {
    return !files(folder, Part.TRAIN).isEmpty() || !files(folder, Part.TEST).isEmpty();
  }

  /** Reads one part. */
  static Result<Split> read(Path folder, Part part) {
    List<Path> files = files(folder, part);
    Origin origin = Origin.of(Reading.name(folder), part.toString());
    if (files.size() < names(part).size()) {
      return Result.failed(
          Diagnostic.error(
              "data.missing",
              origin,
              "the folder %s holds %d of %d files"
                  .formatted(folder, files.size(), names(part).size()),
              "looked for " + String.join(", ", names(part))));
    }
    // Sizes first: nothing is reserved for a file that is not what it should be.
    long records = 0;
    for (Path file : files) {
      switch (Reading.of(file, () -> records(file))) {
        case Result.Ok<Long>(var count, var _) -> records += count;
        case Result.Failed<Long>(var diagnostics) -> {
          return new Result.Failed<>(diagnostics);
        }
      }
    }
    TensorWriter images = Tensor.writer(TensorType.fixed(false, 8, 0, records, 3, 32, 32));
    TensorWriter labels = Tensor.writer(TensorType.fixed(false, 8, 0, records));
    long first = 0;
    for (Path file : files) {
      long from = first;
      switch (Reading.of(file, () -> read(file, images, labels, from))) {
        case Result.Ok<Long>(var count, var _) -> first += count;
        case Result.Failed<Long>(var diagnostics) -> {
          return new Result.Failed<>(diagnostics);
        }
      }
    }
    return Split.of(images.finish(), labels.finish(), origin);
  }

  private static long records(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0 || size % RECORD != 0) {
      throw new FormatException(
          "%d bytes are no whole number of records of %d".formatted(size, RECORD));
    }
    return size / RECORD;
  }

  private static long read(Path file, TensorWriter images, TensorWriter labels, long first)
      throws IOException {
    long count = records(file);
    byte[] record = new byte[RECORD];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (long i = 0; i < count; i++) {
        if (in.readNBytes(record, 0, RECORD) < RECORD) {
          throw new FormatException("the file ends inside record " + i);
        }
        int label = record[0] & 0xFF;
        if (label >= CLASSES) {
          throw new FormatException("label %d of record %d is no class".formatted(label, i));
        }
        labels.setRaw(first + i, label);
        long at = (first + i) * PIXELS;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
          images.setRaw(at + pixel, record[1 + pixel] & 0xFF);
        }
      }
    }
    return count;
  }

  private static List<Path> files(Path folder, Part part) {
    Path inner = folder.resolve(INNER);
    Path at = Files.isDirectory(inner) ? inner : folder;
    return names(part).stream().map(at::resolve).filter(Files::isRegularFile).toList();
  }

  private static List<String> names(Part part) {
    return switch (part) {
      case TRAIN ->
          IntStream.rangeClosed(1, BATCHES).mapToObj(i -> "data_batch_" + i + ".bin").toList();
      case TEST -> List.of("test_batch.bin");
    };
  }
}
