// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The folder of real models and published cases, which is no part of the repository. */
final class Shared {

  private Shared() {}

  /** A file or folder in it; skips the test where there is none. */
  static Path require(String path) {
    Path folder = folder();
    if (folder == null || !Files.exists(folder.resolve(path))) {
      return Assumptions.abort(path + " is not there: set CINCH_SHARED to the folder that has it");
    }
    return folder.resolve(path);
  }

  private static @Nullable Path folder() {
    String stated = System.getenv("CINCH_SHARED");
    if (stated != null) {
      return Path.of(stated);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared"))) {
        return at.resolve("shared");
      }
    }
    return null;
  }
}
