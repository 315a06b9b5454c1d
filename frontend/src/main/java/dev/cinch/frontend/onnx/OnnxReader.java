// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import dev.cinch.frontend.operator.ImportOptions;
import dev.cinch.frontend.operator.Importer;
import dev.cinch.frontend.operator.Model;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads ONNX models into graphs. */
public final class OnnxReader {

  private static final String TEXT = ".onnxtxt";

  private OnnxReader() {}

  /**
   * Reads a model: in ONNX's textual syntax when its name ends in {@code .onnxtxt}, else binary.
   * The batch, where it is left open, is 1.
   */
  public static Result<Graph> read(Path file) {
    return read(file, ImportOptions.DEFAULT);
  }

  /** Reads a model, with what its file leaves open. */
  public static Result<Graph> read(Path file, ImportOptions options) {
    String name = FileBytes.name(file);
    if (name.endsWith(TEXT)) {
      ImportOptions beside = beside(file, ByteBuffer.allocate(0), options);
      return FileBytes.text(file).then(text -> OnnxTextReader.read(text, name, beside));
    }
    return OnnxFile.open(file)
        .then(opened ->
            Importer.read(new Model(opened.model(), name), beside(file, opened.bytes(), options)));
  }

  /** With the tensors that lie in a model's file, and in its folder. */
  private static ImportOptions beside(Path file, ByteBuffer bytes, ImportOptions options) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null
        ? options
        : options.withExternal(new ExternalFiles(folder, MemorySegment.ofBuffer(bytes)));
  }
}
