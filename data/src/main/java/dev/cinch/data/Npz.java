// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** NumPy's {@code .npz}: a zip with a {@code .npy} file for each array, stored or deflated. */
public final class Npz {

  private static final int MOST_ENTRIES = 10_000;

  private Npz() {}

  /** The names of the arrays, in the order of the file, without {@code .npy}. */
  public static Result<Set<String>> names(Path file) {
    return Reading.of(
        file,
        () -> {
          try (ZipFile zip = open(file)) {
            return entries(zip).keySet();
          }
        });
  }

  /** Reads one array. */
  public static Result<Tensor> read(Path file, String name) {
    return Reading.of(
        file,
        () -> {
          try (ZipFile zip = open(file)) {
            ZipEntry entry = entries(zip).get(name);
            if (entry == null) {
              throw new FormatException("there is no array '" + name + "'");
            }
            return read(zip, entry, name);
          }
        });
  }

  private static Tensor read(ZipFile zip, ZipEntry entry, String name) throws IOException {
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      return Npy.read(in, entry.getSize(), entry.getCompressedSize());
    } catch (FormatException e) {
      throw new FormatException("array '" + name + "': " + e.getMessage());
    }
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (IllegalArgumentException e) {
      // Thrown for names of entries that are no UTF-8.
      throw new FormatException("the zip's directory is damaged: " + e.getMessage());
    }
  }

  private static Map<String, ZipEntry> entries(ZipFile zip) throws IOException {
    if (zip.size() > MOST_ENTRIES) {
      throw new FormatException(zip.size() + " entries are above the limit of " + MOST_ENTRIES);
    }
    Map<String, ZipEntry> arrays = new LinkedHashMap<>();
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
      String name = entry.getName();
      if (name.endsWith(".npy")
          && arrays.put(name.substring(0, name.length() - ".npy".length()), entry) != null) {
        throw new FormatException("the array '" + name + "' is there twice");
      }
    }
    return arrays;
  }
}
