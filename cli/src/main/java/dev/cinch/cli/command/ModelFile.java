// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model as it lies in a file.
 *
 * @param path the file
 * @param graph what it computes, as read
 */
record ModelFile(Path path, Graph graph) {

  /** Reads a model of any kind; its name tells which. */
  static Result<ModelFile> read(Path path) {
    String name = path.toString();
    if (!name.endsWith(".onnx") && !name.endsWith(".onnxtxt") && !name.endsWith(".cinch")) {
      return Result.failed(
          Diagnostic.error(
              "model.kind",
              Origin.of(name, ""),
              "the name does not tell what kind of model this is",
              "a model is .onnx, .onnxtxt or .cinch"));
    }
    if (!Files.isRegularFile(path)) {
      return Result.failed(
          Diagnostic.error("model.missing", Origin.of(name, ""), "there is no such file", ""));
    }
    return OnnxReader.read(path).map(graph -> new ModelFile(path, graph));
  }

  /** What a constant of the graph takes in the file. */
  long bytes(Node constant) {
    return constant.type().bytes();
  }

  /** What it runs on when nothing else is asked for: compressed models are what hardware does. */
  Backend backend() {
    return path.toString().endsWith(".cinch") ? Backend.EXACT : Backend.FLOAT;
  }
}
