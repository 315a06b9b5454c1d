// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import dev.cinch.frontend.tensor.ExternalData;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files beside a model that hold its tensors (onnx/docs/ExternalData.md). They are mapped, not
 * read. None outside the model's folder is ever opened, whatever the model says.
 */
final class ExternalFiles implements ExternalData {

  private final Path folder;
  private final MemorySegment model;
  private final Map<Path, MemorySegment> mapped = new HashMap<>();

  /**
   * The files in a folder.
   *
   * @param model the bytes of the model's own file
   */
  ExternalFiles(Path folder, MemorySegment model) {
    this.folder = folder;
    this.model = model;
  }

  @Override
  public Result<MemorySegment> bytes(Map<String, String> stated, Origin origin) {
    String location = stated.getOrDefault("location", "");
    try {
      MemorySegment file = location.equals(Skeleton.IN_THE_MODEL) ? model : map(inside(location));
      long offset = number(stated, "offset", 0);
      long length = number(stated, "length", file.byteSize() - offset);
      if (offset < 0 || length < 0 || offset > file.byteSize() - length) {
        return failed(
            origin,
            "it is %d bytes from %d on of %s, which has %d"
                .formatted(length, offset, location, file.byteSize()),
            "the file is cut off or another one: copy it again");
      }
      return Result.ok(file.asSlice(offset, length));
    } catch (IOException | IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return failed(
          origin,
          "its file \"" + location + "\" cannot be used: " + reason,
          "it must lie in the folder of the model, or one below it");
    }
  }

  /** A file in the folder or below, also when links are followed. */
  private Path inside(String location) throws IOException {
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw new IOException("this is no path", e);
    }
    Path file = folder.resolve(relative).normalize();
    if (location.isEmpty() || relative.isAbsolute() || !file.startsWith(folder.normalize())) {
      throw new IOException("it is not in the folder of the model");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no such file");
    }
    Path real = file.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw new IOException("it is a link that leaves the folder of the model");
    }
    return real;
  }

  private MemorySegment map(Path file) throws IOException {
    MemorySegment known = mapped.get(file);
    if (known != null) {
      return known;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      mapped.put(file, all);
      return all;
    }
  }

  private static long number(Map<String, String> stated, String key, long otherwise) {
    String text = stated.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(key + " is \"" + text + "\"");
    }
  }

  private static <T> Result<T> failed(Origin origin, String text, String hint) {
    return Result.failed(Diagnostic.error("onnx.tensor.external", origin, text, hint));
  }
}
