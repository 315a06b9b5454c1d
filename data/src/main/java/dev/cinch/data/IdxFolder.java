// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the four files of MNIST and its relatives, plain or compressed, the rank written
 * behind a hyphen or a dot: {@code train-images-idx3-ubyte.gz}, {@code t10k-labels.idx1-ubyte}.
 */
final class IdxFolder {

  private IdxFolder() {}

  /** Whether the folder holds any of the files. */
  static boolean matches(Path folder) {
    for (Part part : Part.values()) {
      if (find(folder, images(part)).isPresent() || find(folder, labels(part)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Reads one part. */
  static Result<Split> read(Path folder, Part part) {
    return file(folder, images(part))
        .then(Idx::read)
        .then(images ->
            file(folder, labels(part))
                .then(Idx::read)
                .then(labels -> Split.of(images, labels, origin(folder, part))));
  }

  private static Result<Path> file(Path folder, List<String> names) {
    return find(folder, names)
        .map(Result::ok)
        .orElseGet(() ->
            Result.failed(
                Diagnostic.error(
                    "data.missing",
                    Origin.of(Reading.name(folder), ""),
                    "the folder " + folder + " holds no " + names.getFirst(),
                    "looked for " + String.join(", ", names))));
  }

  private static Optional<Path> find(Path folder, List<String> names) {
    return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  private static List<String> images(Part part) {
    return names(part, "images", 3);
  }

  private static List<String> labels(Part part) {
    return names(part, "labels", 1);
  }

  private static List<String> names(Part part, String content, int rank) {
    String start = (part == Part.TRAIN ? "train-" : "t10k-") + content;
    String end = "idx" + rank + "-ubyte";
    return List.of(
        start + "-" + end, start + "-" + end + ".gz", start + "." + end, start + "." + end + ".gz");
  }

  private static Origin origin(Path folder, Part part) {
    return Origin.of(Reading.name(folder), part.toString());
  }
}
