// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.frontend.operator.ImportOptions;
import dev.cinch.frontend.operator.InputNumbers;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model, and what its file leaves open. */
final class ModelOptions {

  @Parameters(paramLabel = "MODEL", description = "A .onnx, .onnxtxt or .cinch file.")
  private Path path = Path.of("");

  @Option(
      names = "--dim",
      paramLabel = "NAME=N",
      description =
          "The extent of a symbolic dimension of an ONNX model; may be given several times. The"
              + " first dimension of an input is the batch, and 1 when it is left out.")
  private Map<String, Long> dimensions = new LinkedHashMap<>();

  /** The file. */
  Path path() {
    return path;
  }

  /** Reads the model. */
  Result<ModelFile> open() {
    return open(InputNumbers.NONE);
  }

  /** Reads the model, for given numbers of inputs where its shape depends on them. */
  Result<ModelFile> open(InputNumbers inputs) {
    List<Diagnostic> wrong =
        dimensions.entrySet().stream()
            .filter(it -> it.getValue() < 0)
            .map(it ->
                Diagnostic.error(
                    "usage",
                    Origin.named("--dim " + it.getKey()),
                    it.getValue() + " is no extent",
                    "extents are at least 0"))
            .toList();
    return wrong.isEmpty()
        ? ModelFile.read(path, ImportOptions.DEFAULT.withDimensions(dimensions).withInputs(inputs))
        : new Result.Failed<>(wrong);
  }
}
