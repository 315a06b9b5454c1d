// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.nio.file.Path;
import java.util.Set;

/**
 * An {@code .npz} with examples: {@code x_train}, {@code y_train}, {@code x_test}, {@code y_test},
 * or {@code x} and {@code y}, which are the test part.
 */
final class NpzExamples {

  private NpzExamples() {}

  /** Reads one part. */
  static Result<Split> read(Path file, Part part) {
    return Npz.names(file)
        .then(names -> {
          String suffix = names.contains("x_" + part) ? "_" + part : "";
          if (suffix.isEmpty() && (part == Part.TRAIN || !names.contains("x"))) {
            return absent(file, part, names);
          }
          return Npz.read(file, "x" + suffix)
              .then(
                  x -> Npz.read(file, "y" + suffix).then(y -> Split.of(x, y, origin(file, part))));
        });
  }

  private static Result<Split> absent(Path file, Part part, Set<String> names) {
    String wanted =
        "x_%s and y_%s".formatted(part, part) + (part == Part.TEST ? ", or x and y" : "");
    return Result.failed(
        Diagnostic.error(
            "data.part",
            Origin.of(Reading.name(file), ""),
            "there are no " + (part == Part.TRAIN ? "training" : "test") + " examples",
            "give arrays " + wanted + "; there are " + String.join(", ", names)));
  }

  private static Origin origin(Path file, Part part) {
    return Origin.of(Reading.name(file), part.toString());
  }
}
