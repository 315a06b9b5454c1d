// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.frontend.container.CinchFile;
import dev.cinch.frontend.container.Integrity;
import dev.cinch.frontend.container.Sizes;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.frontend.operator.ImportOptions;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.Pipelines;
import dev.cinch.passes.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model as it lies in a file.
 *
 * @param path the file
 * @param graph what it computes, as read
 * @param sizes what a compressed one takes
 */
record ModelFile(Path path, Graph graph, Optional<Sizes> sizes) {

  private static final String COMPRESSED = ".cinch";

  /** Reads a model of any kind; its name tells which. */
  static Result<ModelFile> read(Path path) {
    return read(path, ImportOptions.DEFAULT);
  }

  /** Reads a model of any kind, with what its file leaves open. */
  static Result<ModelFile> read(Path path, ImportOptions options) {
    return options.dimensions().isEmpty() || !path.toString().endsWith(COMPRESSED)
        ? read(path, options, Integrity.REQUIRE)
        : failed(
            "usage", path.toString(), "a .cinch file leaves no extent open", "leave out --dim");
  }

  /** Reads a model of any kind, perhaps one that was changed since it was written. */
  static Result<ModelFile> read(Path path, Integrity integrity) {
    return read(path, ImportOptions.DEFAULT, integrity);
  }

  private static Result<ModelFile> read(Path path, ImportOptions options, Integrity integrity) {
    String name = path.toString();
    if (!name.endsWith(".onnx") && !name.endsWith(".onnxtxt") && !name.endsWith(COMPRESSED)) {
      return failed(
          "model.kind",
          name,
          "the name does not tell what kind of model this is",
          "a model is .onnx, .onnxtxt or .cinch");
    }
    if (!Files.isRegularFile(path)) {
      return failed("model.missing", name, "there is no such file", "");
    }
    return name.endsWith(COMPRESSED)
        ? CinchFile.read(path, integrity)
            .map(read -> new ModelFile(path, read.graph(), Optional.of(read.sizes())))
        : OnnxReader.read(path, options).map(read -> new ModelFile(path, read, Optional.empty()));
  }

  private static Result<ModelFile> failed(String code, String name, String text, String hint) {
    return Result.failed(Diagnostic.error(code, Origin.of(name, ""), text, hint));
  }

  /** Whether this is a file that Cinch wrote. */
  boolean isCompressed() {
    return path.toString().endsWith(COMPRESSED);
  }

  /** What a target computes of it: a compressed graph as it is, another in its simplest form. */
  Graph simplified() {
    return isCompressed() ? graph : Pipelines.SIMPLIFY.run(graph, Trace.NONE);
  }

  /** What a constant of the graph takes in the file. */
  long bytes(Node constant) {
    return sizes.map(of -> of.weight(constant.name())).orElse(constant.type().bytes());
  }

  /** What it runs on when nothing else is asked for: compressed models are what hardware does. */
  Backend backend() {
    return Backend.of(graph);
  }
}
