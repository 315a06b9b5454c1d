// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads models as users do: from a file. */
final class ModelFiles {

  private final Path file;

  ModelFiles(Path folder) {
    this.file = folder.resolve("model.onnx");
  }

  Result<Graph> read(byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OnnxReader.read(file);
  }
}
